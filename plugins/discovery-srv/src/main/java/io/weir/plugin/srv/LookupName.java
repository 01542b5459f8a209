package io.weir.plugin.srv;

import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * A name that is looked up, always from the root: a last dot may be left out, and no search list is
 * tried.
 */
public final class LookupName {
  private final String source;
  private final Name name;

  private LookupName(String source, Name name) {
    this.source = source;
    this.name = name;
  }

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if it is none; the message says what was expected
   */
  public static LookupName parse(String source) {
    try {
      return new LookupName(source, Name.fromString(source, Name.root));
    } catch (TextParseException e) {
      throw new IllegalArgumentException("a DNS name, such as web.example.org", e);
    }
  }

  /** The same for the library. */
  Name name() {
    return name;
  }

  /** The name as it was written. */
  @Override
  public String toString() {
    return source;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LookupName lookup && lookup.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
