package io.weir.core.transport.channel;

import io.netty.channel.ChannelOption;
import io.netty.channel.IoEventLoop;
import io.netty.channel.socket.SocketChannel;
import io.weir.core.transport.ConnectListener;
import io.weir.core.transport.EventLoops;
import io.weir.core.transport.NettyLoop;
import io.weir.core.transport.RelayListener;
import io.weir.core.transport.StreamSocket;
import io.weir.core.transport.TransportLoop;
import io.weir.core.transport.UnopenedSocket;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Netty event loop as the connection machine sees it. */
final class ChannelLoop extends NettyLoop implements TransportLoop {
  private static final Logger logger = LoggerFactory.getLogger(ChannelLoop.class);

  private final EventLoops eventLoops;

  ChannelLoop(IoEventLoop eventLoop, EventLoops eventLoops) {
    super(eventLoop);
    this.eventLoops = eventLoops;
  }

  @Override
  public StreamSocket connect(InetSocketAddress address, ConnectListener listener) {
    SocketChannel channel;
    try {
      channel = eventLoops.newSocket();
    } catch (RuntimeException e) {
      logger.debug("cannot open a socket", e);
      return UnopenedSocket.failing(this, address, listener);
    }
    ChannelSocket socket = new ChannelSocket(channel, this);
    // How long it may take is the connection machine's to say.
    channel.config().setOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0);
    register(channel);
    // Later, as the listener must not be told before this method returns, and connecting on
    // loopback may be done at once.
    execute(() -> socket.connect(address, listener));
    return socket;
  }

  @Override
  public void relay(StreamSocket client, StreamSocket backend, RelayListener listener) {
    ChannelSocket.relay((ChannelSocket) client, (ChannelSocket) backend, listener);
  }
}
