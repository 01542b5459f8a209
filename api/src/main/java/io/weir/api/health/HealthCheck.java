package io.weir.api.health;

/**
 * Finds out whether a backend works. One instance serves all backends of a server. weir decides
 * when, counts {@code fails} and {@code passes}, and never has two checks of one backend running.
 */
public interface HealthCheck extends AutoCloseable {

  /**
   * Checks once, on a thread of its own; may block. At the section's {@code timeout} the thread is
   * interrupted and the answer counts as unhealthy. Called for several backends at the same time.
   *
   * @param target whom to check
   * @return what was found; null counts as unhealthy
   * @throws Exception counts as unhealthy; the message becomes the reason that operators see
   */
  HealthResult check(HealthTarget target) throws Exception;

  /**
   * Frees what it holds. Called once, after its last check returned or was interrupted; weir waits
   * for 5 s at most.
   */
  @Override
  default void close() throws Exception {}
}
