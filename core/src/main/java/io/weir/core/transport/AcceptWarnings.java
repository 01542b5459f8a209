package io.weir.core.transport;

import io.weir.core.stats.Throttle;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that no client can be accepted, most often because the process has no file descriptors left.
 * Transports try again soon, and clients wait in the kernel's queue meanwhile; so it is said once,
 * and not again for a minute.
 */
public final class AcceptWarnings {
  private static final Logger log = LoggerFactory.getLogger(AcceptWarnings.class);

  private final InetSocketAddress address;
  private final Throttle throttle = new Throttle(TimeUnit.MINUTES.toNanos(1), System.nanoTime());

  /** About the clients of a listening address. */
  public AcceptWarnings(InetSocketAddress address) {
    this.address = address;
  }

  /** A client could not be accepted. */
  public void failed(Throwable cause) {
    if (!throttle.pass(System.nanoTime())) {
      return;
    }
    log.atWarn()
        .setMessage("clients cannot be accepted and wait")
        .addKeyValue("address", address)
        .addKeyValue("reason", cause.getMessage())
        .log();
  }
}
