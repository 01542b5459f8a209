package io.weir.core.config;

import io.weir.api.config.Doc;
import java.util.List;

/**
 * Application protocols (ALPN, RFC 7301). In a configuration file it is one, a list of them with
 * the best first, or the word {@code passthrough}.
 *
 * @param protocols the best first; empty if it is the word
 */
@Doc("application protocol, or list of them")
public record Alpn(List<String> protocols) {
  private static final String PASSTHROUGH = "passthrough";
  private static final int MOST = 16;
  private static final int LONGEST = 255;
  private static final String EXPECTED =
      "application protocols, e.g. [h2, \"http/1.1\"]: 1 to %d, each 1 to %d ASCII characters"
          .formatted(MOST, LONGEST);

  /** Takes a copy. */
  public Alpn {
    protocols = List.copyOf(protocols);
  }

  /**
   * Reads a protocol, or the word.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static Alpn parse(String text) {
    return text.equals(PASSTHROUGH) ? new Alpn(List.of()) : parse(List.of(text));
  }

  /**
   * Reads a list of protocols.
   *
   * @throws IllegalArgumentException if there is none, or one that cannot be
   */
  public static Alpn parse(List<String> protocols) {
    if (protocols.contains(PASSTHROUGH)) {
      throw new IllegalArgumentException("\"passthrough\" alone, or protocols");
    }
    if (protocols.isEmpty()
        || protocols.size() > MOST
        || !protocols.stream().allMatch(Alpn::isPlain)) {
      throw new IllegalArgumentException(EXPECTED);
    }
    return new Alpn(protocols);
  }

  private static boolean isPlain(String protocol) {
    return !protocol.isEmpty()
        && protocol.length() <= LONGEST
        && protocol.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** Whether it is the word: client and backend agree, and weir passes on what they say. */
  public boolean isPassedThrough() {
    return protocols.isEmpty();
  }

  /**
   * What of a client's offer can be passed on: texts of ASCII characters, the first of them where
   * they are many.
   */
  public static List<String> passable(List<String> offered) {
    return offered.stream().filter(Alpn::isPlain).limit(MOST).toList();
  }

  /** The way it is written: the word, or a list. */
  Object written() {
    return isPassedThrough() ? PASSTHROUGH : protocols;
  }

  /** Protocols with a comma between them, or the word; for messages. */
  @Override
  public String toString() {
    return isPassedThrough() ? PASSTHROUGH : String.join(", ", protocols);
  }
}
