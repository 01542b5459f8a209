package io.weir.api.discovery;

import java.util.function.Supplier;

/**
 * The elements of one list that describe no backend. They are not kept, only told apart from those
 * of another list. Immutable.
 *
 * @param count how many there are
 * @param fingerprint the sum of their hashes, which does not depend on their order
 * @param reason where the first one is and what was expected of it; empty if there is none
 */
public record PassedOver(int count, long fingerprint, String reason) {
  /** Every element describes a backend. */
  public static final PassedOver NONE = new PassedOver(0, 0, "");

  /**
   * These and one more.
   *
   * @param identity what tells it from others, by its hash: not what changes all the time
   * @param why where it is and what was expected; asked for if it is the first
   */
  public PassedOver and(Object identity, Supplier<String> why) {
    return new PassedOver(
        count + 1, fingerprint + identity.hashCode(), count == 0 ? why.get() : reason);
  }

  /** These and those of another part of the list. */
  public PassedOver and(PassedOver others) {
    return new PassedOver(
        count + others.count,
        fingerprint + others.fingerprint,
        count == 0 ? others.reason : reason);
  }

  /** Whether these are the same elements, as far as can be told. */
  public boolean areThoseOf(PassedOver other) {
    return count == other.count && fingerprint == other.fingerprint;
  }
}
