package io.weir.core.transport.linux;

import io.netty.channel.ChannelException;
import io.netty.channel.IoEventLoop;
import io.netty.channel.unix.Socket;
import io.weir.core.transport.BackendReceiver;
import io.weir.core.transport.BackendSocket;
import io.weir.core.transport.ClientPath;
import io.weir.core.transport.DatagramLoop;
import io.weir.core.transport.PathHash;
import io.weir.core.transport.linux.syscall.DatagramCalls;
import io.weir.core.transport.linux.syscall.MessageRing;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Netty event loop that carries datagrams by bare descriptors. */
final class LinuxDatagramLoop extends DescriptorLoop implements DatagramLoop {
  private static final Logger logger = LoggerFactory.getLogger(LinuxDatagramLoop.class);

  /** How many datagrams of clients are received by one call. */
  static final int BATCH = 64;

  /** How many datagrams the kernel received as one are handed on at a time. */
  private static final int VIEWS = 64;

  private final DatagramCalls calls = new DatagramCalls();
  private final Requests requests;
  private final Replies replies;

  LinuxDatagramLoop(IoEventLoop eventLoop, PathHash hash) {
    super(eventLoop);
    // Given back when nobody can reach it any more: the loop may have ended long before.
    Arena arena = Arena.ofAuto();
    this.requests = new Requests(calls, new MessageRing(arena, BATCH, VIEWS), hash);
    this.replies = new Replies(calls, new MessageRing(arena, 2 * BATCH, VIEWS), this);
  }

  Requests requests() {
    return requests;
  }

  Replies replies() {
    return replies;
  }

  @Override
  public @Nullable BackendSocket connect(InetSocketAddress address, BackendReceiver receiver) {
    return connect(address, receiver, true, null);
  }

  @Override
  public @Nullable BackendSocket connectToSend(
      InetSocketAddress address, BackendReceiver receiver) {
    return connect(address, receiver, false, null);
  }

  @Override
  public @Nullable BackendSocket connectAs(
      ClientPath client, InetSocketAddress address, BackendReceiver receiver) {
    return connect(address, receiver, false, client.client());
  }

  private @Nullable BackendSocket connect(
      InetSocketAddress address,
      BackendReceiver receiver,
      boolean reads,
      @Nullable InetSocketAddress as) {
    Socket socket;
    try {
      socket = DatagramSocket.open(address);
    } catch (ChannelException e) {
      logger.debug("cannot open a socket", e);
      return null;
    }
    try {
      LinuxBackendSocket backend = new LinuxBackendSocket(this, socket, receiver, reads);
      if (reads) {
        DatagramSocket.receiveJoined(socket);
      }
      if (as != null) {
        DatagramSocket.makeTransparent(socket);
        // Its predecessor may be about to close.
        socket.setReuseAddress(true);
        socket.bind(as);
      }
      backend.open(address);
      return backend;
    } catch (IOException e) {
      logger.debug("cannot connect a socket to {}", address, e);
      close(socket, null);
      return null;
    }
  }
}
