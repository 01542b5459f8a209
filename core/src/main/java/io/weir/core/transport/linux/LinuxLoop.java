package io.weir.core.transport.linux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelException;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.unix.Socket;
import io.netty.util.concurrent.Future;
import io.weir.core.transport.ConnectFailure;
import io.weir.core.transport.ConnectListener;
import io.weir.core.transport.NettyLoop;
import io.weir.core.transport.RelayListener;
import io.weir.core.transport.Side;
import io.weir.core.transport.StreamSocket;
import io.weir.core.transport.TransportLoop;
import io.weir.core.transport.UnopenedSocket;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Netty event loop that drives bare descriptors. */
final class LinuxLoop extends NettyLoop implements TransportLoop {
  private static final Logger logger = LoggerFactory.getLogger(LinuxLoop.class);

  /** How many bytes are copied at a time. */
  static final int CHUNK = 64 * 1024;

  private final PipePool pipes;

  /** What is copied passes through here, and nothing stays longer than a call. */
  private final ByteBuf chunk = new UnpooledByteBufAllocator(true, true).directBuffer(CHUNK, CHUNK);

  private final Runnable closeDescriptors = this::closeDescriptors;
  private @Nullable LinuxSocket lastClosed;

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

  /** Has a descriptor's events told to its handle; null if that is not possible. */
  @Nullable IoRegistration register(IoHandle handle, IoOps events) {
    Future<IoRegistration> future = eventLoop().register(handle);
    if (!future.isSuccess()) {
      logger.debug("cannot register a descriptor", future.cause());
      return null;
    }
    IoRegistration registration = future.getNow();
    try {
      registration.submit(events);
      return registration;
    } catch (RuntimeException e) {
      logger.debug("cannot register a descriptor", e);
      registration.cancel();
      return null;
    }
  }

  /**
   * Closes a socket's descriptor at the end of this turn. Not at once: an event of this turn may
   * still be on its way to the descriptor, and would reach whatever socket gets the number next.
   */
  void closeLater(LinuxSocket socket) {
    boolean first = lastClosed == null;
    socket.closedBefore(lastClosed);
    lastClosed = socket;
    if (first) {
      try {
        execute(closeDescriptors);
      } catch (RejectedExecutionException e) {
        // The loop has ended, so there are no more events.
        closeDescriptors();
      }
    }
  }

  private void closeDescriptors() {
    LinuxSocket socket = lastClosed;
    lastClosed = null;
    while (socket != null) {
      socket = socket.closeDescriptor();
    }
  }

  @Override
  public StreamSocket connect(InetSocketAddress address, ConnectListener listener) {
    Socket descriptor;
    try {
      descriptor = Socket.newSocketStream();
    } catch (ChannelException e) {
      logger.debug("cannot open a socket", e);
      execute(() -> listener.connectFailed(ConnectFailure.NO_RESOURCES));
      return new UnopenedSocket(this, address);
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
