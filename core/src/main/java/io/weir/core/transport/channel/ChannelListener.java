package io.weir.core.transport.channel;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.weir.core.transport.StreamListener;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A listening Netty channel. When it is to close, clients may still wait in the kernel's queue, and
 * would be reset; so it goes on accepting until {@link #QUIET_TURNS} turns of the event loop in a
 * row have found none. One would do for clients in the queue; but on a busy machine the last packet
 * of a handshake, after which a client believes to be connected, can be some milliseconds late.
 */
final class ChannelListener extends ChannelInboundHandlerAdapter implements StreamListener {
  /** A task that is due later than now runs after the loop has looked at its sockets. */
  private static final long ONE_TURN_MILLIS = 1;

  private static final int QUIET_TURNS = 25;

  /** So that a storm of new clients cannot keep it open. */
  private static final int MOST_TURNS = 500;

  private final Channel channel;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private long accepted;

  /** Takes a channel whose pipeline has room for one more handler. */
  ChannelListener(Channel channel) {
    this.channel = channel;
    // The JDK's selectors let go of a closed descriptor only in the loop's next turn.
    channel.closeFuture().addListener(done -> afterTurn(() -> closed.complete(null)));
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
    channel.eventLoop().execute(() -> closeWhenQuiet(0, MOST_TURNS));
    return closed.copy();
  }

  private void closeWhenQuiet(int quietTurns, int turnsLeft) {
    if (quietTurns == QUIET_TURNS || turnsLeft == 0) {
      channel.close();
      return;
    }
    long before = accepted;
    afterTurn(() -> closeWhenQuiet(accepted == before ? quietTurns + 1 : 0, turnsLeft - 1));
  }

  private void afterTurn(Runnable task) {
    channel.eventLoop().schedule(task, ONE_TURN_MILLIS, TimeUnit.MILLISECONDS);
  }
}
