package io.weir.core.transport.linux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelException;
import io.netty.channel.IoEventLoop;
import io.netty.channel.unix.Socket;
import io.weir.core.transport.ConnectListener;
import io.weir.core.transport.RelayListener;
import io.weir.core.transport.Side;
import io.weir.core.transport.StreamSocket;
import io.weir.core.transport.TransportLoop;
import io.weir.core.transport.UnopenedSocket;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An event loop that carries byte streams by bare descriptors. */
final class LinuxLoop extends DescriptorLoop implements TransportLoop {
  private static final Logger logger = LoggerFactory.getLogger(LinuxLoop.class);

  /** How many bytes are copied at a time. */
  static final int CHUNK = 64 * 1024;

  private final PipePool pipes;

  /** What is copied passes through here, and nothing stays longer than a call. */
  private final ByteBuf chunk = new UnpooledByteBufAllocator(true, true).directBuffer(CHUNK, CHUNK);

  LinuxLoop(IoEventLoop eventLoop, PipePool pipes) {
    super(eventLoop);
    this.pipes = pipes;
    eventLoop
        .terminationFuture()
        .addListener(terminated -> {
          chunk.release();
          pipes.close();
        });
  }

  PipePool pipes() {
    return pipes;
  }

  ByteBuf chunk() {
    return chunk;
  }

  @Override
  public StreamSocket connect(InetSocketAddress address, ConnectListener listener) {
    Socket descriptor;
    try {
      descriptor = Socket.newSocketStream();
    } catch (ChannelException e) {
      logger.debug("cannot open a socket", e);
      return UnopenedSocket.failing(this, address, listener);
    }
    LinuxSocket socket = LinuxSocket.connecting(this, descriptor, address);
    socket.connect(listener);
    return socket;
  }

  @Override
  public void relay(StreamSocket client, StreamSocket backend, RelayListener listener) {
    LinuxSocket one = (LinuxSocket) client;
    LinuxSocket other = (LinuxSocket) backend;
    Flow up = new Flow(one, other, Side.CLIENT, listener);
    Flow down = new Flow(other, one, Side.BACKEND, listener);
    one.relay(up, down);
    other.relay(down, up);
    up.replay();
    up.pump();
    down.pump();
  }
}
