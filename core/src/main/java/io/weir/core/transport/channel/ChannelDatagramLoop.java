package io.weir.core.transport.channel;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.IoEventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.weir.core.transport.BackendReceiver;
import io.weir.core.transport.BackendSocket;
import io.weir.core.transport.ClientPath;
import io.weir.core.transport.DatagramLoop;
import io.weir.core.transport.EventLoops;
import io.weir.core.transport.NettyLoop;
import io.weir.core.transport.PathHash;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Netty event loop that carries datagrams. */
final class ChannelDatagramLoop extends NettyLoop implements DatagramLoop {
  private static final Logger logger = LoggerFactory.getLogger(ChannelDatagramLoop.class);

  private final EventLoops eventLoops;
  private final PathHash hash;

  /** Channels that have something to send. */
  private final List<Channel> unflushed = new ArrayList<>();

  ChannelDatagramLoop(IoEventLoop eventLoop, EventLoops eventLoops, PathHash hash) {
    super(eventLoop);
    this.eventLoops = eventLoops;
    this.hash = hash;
  }

  PathHash hash() {
    return hash;
  }

  @Override
  public @Nullable BackendSocket connect(InetSocketAddress address, BackendReceiver receiver) {
    DatagramChannel channel;
    try {
      channel = eventLoops.newDatagrams();
    } catch (RuntimeException e) {
      logger.debug("cannot open a socket", e);
      return null;
    }
    ChannelBackendSocket socket = new ChannelBackendSocket(channel, this, receiver);
    ChannelFuture registered = register(channel);
    if (isDone(registered) && isDone(channel.connect(address))) {
      return socket;
    }
    channel.close();
    return null;
  }

  /** What is asked for on the loop itself is done at once. */
  private static boolean isDone(ChannelFuture step) {
    if (!step.isSuccess()) {
      logger.debug("cannot connect a socket", step.cause());
    }
    return step.isSuccess();
  }

  @Override
  public @Nullable BackendSocket connectToSend(
      InetSocketAddress address, BackendReceiver receiver) {
    return connect(address, new RefusalsOnly(receiver));
  }

  /** Nobody asks: the transport says that it cannot. */
  @Override
  public @Nullable BackendSocket connectAs(
      ClientPath client, InetSocketAddress address, BackendReceiver receiver) {
    return null;
  }

  /** Has a channel send what was written to it, together with all the others, a little later. */
  void flushSoon(Channel channel) {
    if (unflushed.isEmpty()) {
      execute(this::flush);
    }
    unflushed.add(channel);
  }

  private void flush() {
    for (int i = 0; i < unflushed.size(); i++) {
      unflushed.get(i).flush();
    }
    unflushed.clear();
  }
}
