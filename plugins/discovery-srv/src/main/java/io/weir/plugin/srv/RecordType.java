package io.weir.plugin.srv;

import io.weir.api.config.Doc;
import org.xbill.DNS.Type;

/**
 * A type of records that can be asked for.
 *
 * @param value its number
 */
@Doc("type of DNS records, such as A")
public record RecordType(int value) {

  /**
   * Reads the name of a type.
   *
   * @throws IllegalArgumentException if it is none; the message says what was expected
   */
  public static RecordType parse(String text) {
    int value = Type.value(text);
    if (value < 0 || !Type.isRR(value)) {
      throw new IllegalArgumentException("a type of DNS records, such as A, SOA or TXT");
    }
    return new RecordType(value);
  }

  /** Its name. */
  @Override
  public String toString() {
    return Type.string(value);
  }
}
