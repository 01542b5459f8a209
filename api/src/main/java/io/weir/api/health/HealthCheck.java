package io.weir.api.health;

/**
 * Finds out whether a backend works. One instance serves all backends of a server, is made anew
 * only if its own keys change, and is closed when its server has ended. weir decides when, counts
 * {@code fails} and {@code passes}, and never has two checks of one backend running.
 */
public interface HealthCheck extends AutoCloseable {

  /**
   * Checks once, on a platform thread that has nothing else to do meanwhile; may block. Called for
   * several backends at the same time, up to 256 of a server: what an instance keeps between calls
   * has to bear that. Threads are used again for further checks of the same instance, so what is
   * left in a thread-local is met again.
   *
   * <p>At the section's {@code timeout} (0 means no limit) the thread is interrupted and the
   * backend counts as unhealthy, whatever is still returned. A check that does not return even then
   * is waited for: no other one of this backend begins, and it counts as unhealthy each time one
   * would have been due.
   *
   * @param target whom to check
   * @return what was found; null counts as unhealthy
   * @throws Exception counts as unhealthy, whatever it is; the message becomes the reason that
   *     operators see, cut after 300 characters
   */
  HealthResult check(HealthTarget target) throws Exception;

  /**
   * Frees what it holds. Called once, on a thread of its own, after its last check returned or was
   * interrupted and had 1 s to return; weir waits for 5 s at most. By default there is nothing to
   * free.
   *
   * @throws Exception is logged, and of no other consequence
   */
  @Override
  default void close() throws Exception {}
}
