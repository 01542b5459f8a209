package io.weir.core.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;

/** Tasks, timers and the clock of one of the process's event loops, for every transport. */
public abstract class NettyLoop implements Loop {
  private final IoEventLoop eventLoop;
  private final LoopTimers timers;

  /** Begins without a timer. */
  protected NettyLoop(IoEventLoop eventLoop) {
    this.eventLoop = eventLoop;
    this.timers = new LoopTimers(eventLoop);
  }

  /** The loop itself. */
  public final IoEventLoop eventLoop() {
    return eventLoop;
  }

  /** Has a channel live on this loop. */
  public final ChannelFuture register(Channel channel) {
    EventLoopGroup group = eventLoop;
    return group.register(channel);
  }

  @Override
  public final void execute(Runnable task) {
    eventLoop.execute(task);
  }

  @Override
  public final Timer schedule(long nanos, Runnable task) {
    return timers.schedule(nanos, task);
  }

  @Override
  public final long nanoTime() {
    return System.nanoTime();
  }
}
