package io.weir.plugin.srv;

import io.weir.api.config.Doc;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.xbill.DNS.Rcode;

/** Which response codes a healthy name server may answer with. */
@Doc("response codes of the DNS such as NOERROR and NXDOMAIN")
public final class ExpectedRcode {
  private static final String EXPECTED = "a response code of the DNS, such as NOERROR or NXDOMAIN";

  private final Set<Integer> codes;

  private ExpectedRcode(Set<Integer> codes) {
    this.codes = codes;
  }

  /**
   * Reads a code, or several with commas between them.
   *
   * @throws IllegalArgumentException if it is none; the message says what was expected
   */
  public static ExpectedRcode parse(String text) {
    return parse(List.of(text.split(",", -1)));
  }

  /**
   * Reads several of them.
   *
   * @throws IllegalArgumentException if one is none; the message says what was expected
   */
  public static ExpectedRcode parse(List<String> texts) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    Set<Integer> codes = new TreeSet<>();
    for (String text : texts) {
      codes.add(code(text));
    }
    return new ExpectedRcode(codes);
  }

  private static int code(String text) {
    try {
      int code = Rcode.value(text.strip());
      if (code >= 0) {
        return code;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw new IllegalArgumentException(EXPECTED);
  }

  /** Whether a code is one of them. */
  boolean includes(int code) {
    return codes.contains(code);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExpectedRcode that && that.codes.equals(codes);
  }

  @Override
  public int hashCode() {
    return codes.hashCode();
  }

  /** All of them, e.g. {@code NOERROR, NXDOMAIN}. */
  @Override
  public String toString() {
    return codes.stream().map(Rcode::string).collect(Collectors.joining(", "));
  }
}
