package io.weir.core.transport.channel;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.weir.core.transport.QuietClose;
import io.weir.core.transport.StreamListener;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A listening Netty channel. */
final class ChannelListener extends ChannelInboundHandlerAdapter implements StreamListener {
  private final Channel channel;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private long accepted;

  /** Takes a channel whose pipeline has room for one more handler. */
  ChannelListener(Channel channel) {
    this.channel = channel;
    // The JDK's selectors let go of a closed descriptor only in the loop's next turn.
    channel
        .closeFuture()
        .addListener(
            done -> QuietClose.afterTurn(channel.eventLoop(), () -> closed.complete(null)));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    accepted++;
    context.fireChannelRead(message);
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  @Override
  public CompletionStage<Void> close() {
    new QuietClose(channel.eventLoop(), () -> accepted, channel::close).begin();
    return closed.copy();
  }
}
