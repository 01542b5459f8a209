package io.weir.plugin.builtin.health;

import io.weir.api.health.HealthTarget;
import java.io.IOException;

/** A way of asking a backend. An interrupt ends it. */
@FunctionalInterface
interface Exchange {

  /**
   * Asks once.
   *
   * @param length how many bytes of the answer to wait for
   * @return just so many
   * @throws IOException if there is no such answer in time
   */
  byte[] ask(HealthTarget target, byte[] question, int length) throws IOException;
}
