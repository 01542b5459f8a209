package io.weir.core.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts services in order and stops them in reverse; a start that fails half-way is unwound. */
public final class Lifecycle {
  private static final Logger logger = LoggerFactory.getLogger(Lifecycle.class);

  private final List<Service> services;
  private final Deque<Service> started = new ArrayDeque<>();

  /**
   * Nothing is started yet.
   *
   * @param services in the order of their start
   */
  public Lifecycle(List<Service> services) {
    this.services = List.copyOf(services);
  }

  /**
   * Starts all services.
   *
   * @throws Exception what the first service threw that did not start; those before it are stopped
   */
  public void start() throws Exception {
    for (Service service : services) {
      try {
        service.start();
      } catch (Exception e) {
        stop();
        throw e;
      }
      started.push(service);
    }
  }

  /**
   * Stops what was started. A service that fails to stop is logged and does not keep the others.
   */
  public void stop() {
    while (!started.isEmpty()) {
      Service service = started.pop();
      try {
        service.stop();
      } catch (Exception e) {
        logger.warn("{} did not stop cleanly", service.name(), e);
      }
    }
  }
}
