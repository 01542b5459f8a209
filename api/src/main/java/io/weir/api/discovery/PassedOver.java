package io.weir.api.discovery;

import java.util.function.Supplier;

/**
 * The elements of one list that describe no backend. They are not kept, only told apart from those
 * of another list. Begin with {@link #NONE} for each list and go on with what {@code and} returns.
 * Immutable. Two of them are {@code equals} if all components are; whether they stand for the same
 * elements is {@link #areThoseOf}.
 *
 * @param count how many there are; 0 means none
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
   * @param why where it is and what was expected; asked for, at once, only if it is the first
   * @return the sum
   */
  public PassedOver and(Object identity, Supplier<String> why) {
    return new PassedOver(
        count + 1, fingerprint + identity.hashCode(), count == 0 ? why.get() : reason);
  }

  /**
   * These and those of another part of the list.
   *
   * @param others they come after these
   * @return the sum; the reason is that of these if there is one
   */
  public PassedOver and(PassedOver others) {
    return new PassedOver(
        count + others.count,
        fingerprint + others.fingerprint,
        count == 0 ? others.reason : reason);
  }

  /**
   * Whether these are the same elements, as far as can be told.
   *
   * @param other those of another list
   * @return whether number and fingerprint are the same
   */
  public boolean areThoseOf(PassedOver other) {
    return count == other.count && fingerprint == other.fingerprint;
  }
}
