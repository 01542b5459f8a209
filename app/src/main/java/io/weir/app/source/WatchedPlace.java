package io.weir.app.source;

/**
 * A place that tells when something else stands there. One thread may watch it while others read
 * it; what they have read is no change any more.
 */
public interface WatchedPlace extends ConfigPlace {

  /**
   * Waits until something else may stand there than what was read last. What it is, whoever acts on
   * it reads: by then it may be something else again.
   *
   * @return whether something else stands there
   * @throws io.weir.core.config.ConfigException if it cannot be had
   */
  boolean awaitChange() throws InterruptedException;
}
