package io.weir.core.transport.channel;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a listener's pipeline: says that no client can be accepted, most often because the
 * process has no file descriptors left. Netty tries again every second, and clients wait in the
 * kernel's queue meanwhile; so it is said once, and not again within {@link #QUIET_NANOS}.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(AcceptFailures.class);

  private static final long QUIET_NANOS = 60_000_000_000L;

  private final InetSocketAddress address;
  private long lastSaid = System.nanoTime() - QUIET_NANOS;

  AcceptFailures(InetSocketAddress address) {
    this.address = address;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    long now = System.nanoTime();
    if (now - lastSaid < QUIET_NANOS) {
      log.debug("cannot accept clients at {}", address, cause);
      return;
    }
    lastSaid = now;
    log.atWarn()
        .setMessage("clients cannot be accepted and wait")
        .addKeyValue("address", address)
        .addKeyValue("reason", cause.getMessage())
        .log();
  }
}
