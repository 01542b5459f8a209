package io.weir.core.transport.channel;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.weir.core.transport.AcceptWarnings;
import java.net.InetSocketAddress;

/**
 * The end of a listener's pipeline: has it said that no client can be accepted. Netty tries again
 * every second.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {
  private final AcceptWarnings warnings;

  AcceptFailures(InetSocketAddress address) {
    this.warnings = new AcceptWarnings(address);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    warnings.failed(cause);
  }
}
