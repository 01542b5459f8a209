package io.weir.app.api;

import io.weir.core.config.ConfigDifference;

/** Has weir go on by what its configuration says now. */
@FunctionalInterface
public interface Reloading {

  /**
   * Reads, checks, plans and applies; one at a time. May take some seconds.
   *
   * @return what was changed
   * @throws io.weir.app.OperatorException if the configuration cannot be used; nothing is changed
   * @throws io.weir.core.StoppingException if weir is about to stop
   */
  ConfigDifference reload() throws InterruptedException;
}
