package io.weir.plugin.kubernetes;

/**
 * Endpoints that describe no backend. They are not kept, only told apart from others.
 *
 * @param count how many there are
 * @param fingerprint the sum of their hashes, which does not depend on their order
 * @param reason where the first one is and what was expected
 */
record WrongEndpoints(int count, long fingerprint, String reason) {
  static final WrongEndpoints NONE = new WrongEndpoints(0, 0, "");

  /** One. */
  static WrongEndpoints of(String where, Object endpoint, String expected) {
    return new WrongEndpoints(
        1,
        31L * endpoint.hashCode() + expected.hashCode(),
        where + " (expected: " + expected + ")");
  }

  /** These and others. */
  WrongEndpoints and(WrongEndpoints others) {
    return count == 0
        ? others
        : new WrongEndpoints(count + others.count, fingerprint + others.fingerprint, reason);
  }

  /** Whether these are the same endpoints. */
  boolean areThoseOf(WrongEndpoints other) {
    return count == other.count && fingerprint == other.fingerprint;
  }
}
