package io.weir.api.health;

import java.util.Objects;

/**
 * What one check found. Immutable; two are {@code equals} if status and detail are.
 *
 * @param status the finding; never null
 * @param detail why, in a few words for the log, without secrets; never null, may be empty for
 *     {@link Status#HEALTHY}. weir shows 300 characters of it, in one line
 */
public record HealthResult(Status status, String detail) {

  /** A finding. Later versions of the API may add one, so a switch over them needs a default. */
  public enum Status {
    /** The backend works. */
    HEALTHY,
    /** The backend does not work. */
    UNHEALTHY,
    /**
     * The check cannot tell: neither {@code fails} nor {@code passes} counts it, the backend's
     * state stays, and weir warns with the detail when that is another one than before.
     */
    INCONCLUSIVE
  }

  private static final HealthResult HEALTHY = new HealthResult(Status.HEALTHY, "");

  /**
   * Checks that both are there.
   *
   * @throws NullPointerException if one is null
   */
  public HealthResult {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(detail, "detail");
  }

  /**
   * The backend works.
   *
   * @return {@link Status#HEALTHY} without a detail; always the same object
   */
  public static HealthResult healthy() {
    return HEALTHY;
  }

  /**
   * The backend does not work.
   *
   * @param detail why; what was expected and what came instead
   * @return {@link Status#UNHEALTHY}
   */
  public static HealthResult unhealthy(String detail) {
    return new HealthResult(Status.UNHEALTHY, detail);
  }

  /**
   * The check could not tell.
   *
   * @param detail why
   * @return {@link Status#INCONCLUSIVE}
   */
  public static HealthResult inconclusive(String detail) {
    return new HealthResult(Status.INCONCLUSIVE, detail);
  }
}
