package io.weir.core.transport.linux;

import io.netty.channel.ChannelException;
import io.netty.channel.IoEventLoop;
import io.netty.channel.unix.Socket;
import io.weir.core.transport.BackendReceiver;
import io.weir.core.transport.BackendSocket;
import io.weir.core.transport.ClientPath;
import io.weir.core.transport.DatagramLoop;
import io.weir.core.transport.NettyLoop;
import io.weir.core.transport.PathHash;
import io.weir.core.transport.linux.syscall.DatagramCalls;
import io.weir.core.transport.linux.syscall.MessageRing;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Netty event loop that carries datagrams by bare descriptors. */
final class LinuxDatagramLoop extends NettyLoop implements DatagramLoop {
  private static final Logger logger = LoggerFactory.getLogger(LinuxDatagramLoop.class);

  /** How many datagrams of clients are received by one call. */
  static final int BATCH = 64;

  private final DatagramCalls calls = new DatagramCalls();
  private final Requests requests;
  private final Replies replies;
  private final List<LinuxBackendSocket> closed = new ArrayList<>();

  LinuxDatagramLoop(IoEventLoop eventLoop, PathHash hash) {
    super(eventLoop);
    // Given back when nobody can reach it any more: the loop may have ended long before.
    Arena arena = Arena.ofAuto();
    this.requests = new Requests(calls, new MessageRing(arena, BATCH), hash);
    this.replies = new Replies(calls, new MessageRing(arena, 2 * BATCH), this);
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
      LinuxDatagrams.close(socket);
      return null;
    }
  }

  /**
   * Closes a descriptor at the end of this turn. Not at once: an event of this turn may still be on
   * its way to it, and would reach whatever socket gets the number next.
   */
  void closeLater(LinuxBackendSocket socket) {
    boolean first = closed.isEmpty();
    closed.add(socket);
    if (first) {
      try {
        execute(this::closeDescriptors);
      } catch (RejectedExecutionException e) {
        // The loop has ended, so there are no more events.
        closeDescriptors();
      }
    }
  }

  private void closeDescriptors() {
    closed.forEach(LinuxBackendSocket::closeDescriptor);
    closed.clear();
  }
}
