package io.weir.core.config;

import java.util.Locale;

/**
 * One access rule.
 *
 * @param verdict what happens to clients in the block
 * @param block the addresses it is about
 */
public record AccessRule(Verdict verdict, CidrBlock block) {

  /** What happens to a client. */
  public enum Verdict {
    /** It is served. */
    ALLOW,
    /** It is turned away. */
    DENY
  }

  /**
   * Reads {@code allow 10.0.0.0/8}.
   *
   * @throws IllegalArgumentException if it is not of that form; the message says what was expected
   */
  public static AccessRule parse(String text) {
    String[] words = text.strip().split("\\s+", -1);
    if (words.length != 2) {
      throw new IllegalArgumentException("`allow` or `deny`, then an IP address or a CIDR block");
    }
    Verdict verdict =
        switch (words[0]) {
          case "allow" -> Verdict.ALLOW;
          case "deny" -> Verdict.DENY;
          default ->
              throw new IllegalArgumentException(
                  "`allow` or `deny`, then an IP address or a CIDR block");
        };
    return new AccessRule(verdict, CidrBlock.parse(words[1]));
  }

  /** As it is written in a configuration file. */
  @Override
  public String toString() {
    return verdict.name().toLowerCase(Locale.ROOT) + " " + block;
  }
}
