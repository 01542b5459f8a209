package io.weir.api.health;

import java.util.Objects;

/**
 * What one check found.
 *
 * @param status the finding
 * @param detail why, in a few words for the log; may be empty for {@link Status#HEALTHY}
 */
public record HealthResult(Status status, String detail) {

  /** A finding. */
  public enum Status {
    /** The backend works. */
    HEALTHY,
    /** The backend does not work. */
    UNHEALTHY,
    /** The check cannot tell: the backend's state stays, and weir warns with the detail. */
    INCONCLUSIVE
  }

  private static final HealthResult HEALTHY = new HealthResult(Status.HEALTHY, "");

  /** Checks that both are there. */
  public HealthResult {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(detail, "detail");
  }

  /** The backend works. */
  public static HealthResult healthy() {
    return HEALTHY;
  }

  /** The backend does not work, because of {@code detail}. */
  public static HealthResult unhealthy(String detail) {
    return new HealthResult(Status.UNHEALTHY, detail);
  }

  /** The check could not tell, because of {@code detail}. */
  public static HealthResult inconclusive(String detail) {
    return new HealthResult(Status.INCONCLUSIVE, detail);
  }
}
