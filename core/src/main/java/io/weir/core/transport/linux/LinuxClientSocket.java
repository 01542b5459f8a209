package io.weir.core.transport.linux;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import io.weir.core.transport.ClientPath;
import io.weir.core.transport.ClientReceiver;
import io.weir.core.transport.ClientSocket;
import io.weir.core.transport.Datagram;
import io.weir.core.transport.DatagramAcceptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One socket of a bound address. */
final class LinuxClientSocket implements ClientSocket, EpollIoHandle {
  private static final Logger logger = LoggerFactory.getLogger(LinuxClientSocket.class);

  /** For the loop when it is asked something on behalf of an administrator. */
  private static final long PATIENCE_SECONDS = 1;

  private static final int SOL_SOCKET = 1;

  /** Nine numbers about the socket's memory (linux/sock_diag.h), the last being drops. */
  private static final int SO_MEMINFO = 55;

  private static final int MEMINFO_LENGTH = 36;
  private static final int MEMINFO_DROPS_AT = 32;

  private final LinuxDatagramLoop loop;
  private final Socket socket;
  private final InetSocketAddress bound;
  private final boolean wildcard;
  private @Nullable ClientReceiver receiver;
  private @Nullable IoRegistration registration;
  private boolean joins = true;
  private volatile long lastDropped;

  LinuxClientSocket(LinuxDatagramLoop loop, Socket socket, InetSocketAddress bound) {
    this.loop = loop;
    this.socket = socket;
    this.bound = bound;
    this.wildcard = bound.getAddress().isAnyLocalAddress();
  }

  /** Begins. To be called on the loop. */
  void open(DatagramAcceptor acceptor) {
    try {
      registration = loop.register(this, EpollIoOps.EPOLLIN);
    } catch (IOException e) {
      throw new IllegalStateException("no datagrams can be taken at " + bound, e);
    }
    receiver = acceptor.opened(this);
  }

  @Override
  public FileDescriptor fd() {
    return socket;
  }

  @Override
  public void handle(IoRegistration registered, IoEvent event) {
    if (receiver != null) {
      try {
        loop.requests().receive(socket.intValue(), bound, wildcard, receiver);
      } catch (RuntimeException e) {
        logger.warn("datagrams at {} could not be served", bound, e);
      }
    }
  }

  @Override
  public LinuxDatagramLoop loop() {
    return loop;
  }

  @Override
  public void send(ClientPath path, Datagram datagram) {
    loop.replies().send(this, (LinuxPath) path, ((RingDatagram) datagram).entry());
  }

  /** Whether datagrams may leave as one message that the kernel cuts. */
  boolean joins() {
    return joins;
  }

  /** The way out of this machine has shown not to go with that. */
  void doNotJoin() {
    joins = false;
  }

  /** Changes how many bytes the kernel may hold. */
  void setReceiveBuffer(int bytes) {
    loop.execute(() -> {
      if (receiver != null) {
        try {
          socket.setReceiveBufferSize(bytes);
        } catch (IOException e) {
          logger.warn("the receive buffer at {} cannot be changed: {}", bound, e.getMessage());
        }
      }
    });
  }

  /** How many datagrams the kernel has dropped here; as of the last time if the loop is late. */
  long dropped() {
    try {
      return CompletableFuture.supplyAsync(this::readDropped, loop.eventLoop())
          .completeOnTimeout(lastDropped, PATIENCE_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (RejectedExecutionException e) {
      return lastDropped;
    }
  }

  private long readDropped() {
    if (receiver == null) {
      return lastDropped;
    }
    ByteBuffer counts = ByteBuffer.allocateDirect(MEMINFO_LENGTH).order(ByteOrder.nativeOrder());
    try {
      socket.getRawOpt(SOL_SOCKET, SO_MEMINFO, counts);
      lastDropped = Integer.toUnsignedLong(counts.getInt(MEMINFO_DROPS_AT));
    } catch (IOException e) {
      logger.debug("the system does not say how many datagrams it dropped", e);
    }
    return lastDropped;
  }

  /** Called by Netty when the loop ends; whoever lets go of the address calls {@link #release}. */
  @Override
  public void close() {
    receiver = null;
    closeDescriptor();
  }

  CompletableFuture<Void> release() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    loop.execute(() -> {
      receiver = null;
      // At the end of the turn: an event of this one may still be on its way to the descriptor.
      loop.execute(() -> {
        loop.replies().flush();
        closeDescriptor();
        closed.complete(null);
      });
    });
    return closed;
  }

  private void closeDescriptor() {
    DescriptorLoop.close(socket, registration);
  }
}
