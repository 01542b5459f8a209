package io.weir.core.transport.linux;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.NativeInetAddress;
import io.netty.channel.unix.Socket;
import io.weir.core.transport.AcceptWarnings;
import io.weir.core.transport.QuietClose;
import io.weir.core.transport.StreamAcceptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listening socket on one event loop. When clients cannot be accepted, most often because no
 * descriptor is left, it looks again after {@link #PAUSE_NANOS} and lets them wait in the kernel's
 * queue.
 */
final class AcceptingSocket implements EpollIoHandle {
  private static final Logger logger = LoggerFactory.getLogger(AcceptingSocket.class);

  private static final int ACCEPTS_PER_TURN = 64;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** The client went away while it waited. */
  private static final int ECONNABORTED = 103;

  /** Room for how Netty's natives write an address: its length, 16 bytes, scope and port. */
  private final byte[] peer = new byte[26];

  private final LinuxLoop loop;
  private final Socket socket;
  private final StreamAcceptor acceptor;
  private final AcceptWarnings warnings;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final @Nullable InetSocketAddress local;
  private @Nullable IoRegistration registration;
  private long accepted;

  /**
   * Takes a socket that listens.
   *
   * @param address what it is bound to
   */
  AcceptingSocket(
      LinuxLoop loop, Socket socket, InetSocketAddress address, StreamAcceptor acceptor) {
    this.loop = loop;
    this.socket = socket;
    this.acceptor = acceptor;
    this.warnings = new AcceptWarnings(address);
    // Bound to one address, all its clients have connected to that one; else the kernel is asked.
    this.local = address.getAddress().isAnyLocalAddress() ? null : address;
  }

  /** Begins to accept, soon. May be called from any thread. */
  void begin() {
    loop.execute(this::register);
  }

  private void register() {
    try {
      registration = loop.register(this, EpollIoOps.EPOLLIN);
    } catch (IOException e) {
      warnings.failed(e);
    }
  }

  private void resume() {
    if (registration != null && registration.isValid()) {
      registration.submit(EpollIoOps.EPOLLIN);
    }
  }

  private void pause(IOException cause) {
    warnings.failed(cause);
    if (registration != null) {
      registration.submit(EpollIoOps.EPOLLET);
    }
    loop.schedule(PAUSE_NANOS, this::resume);
  }

  @Override
  public FileDescriptor fd() {
    return socket;
  }

  @Override
  public void handle(IoRegistration registered, IoEvent event) {
    for (int i = 0; i < ACCEPTS_PER_TURN; i++) {
      try {
        int descriptor = socket.accept(peer);
        if (descriptor < 0) {
          return;
        }
        accepted++;
        InetSocketAddress remote = NativeInetAddress.address(peer, 1, peer[0]);
        LinuxSocket client = LinuxSocket.accepted(loop, descriptor, remote, local);
        if (client.register()) {
          handOver(client);
        } else {
          client.close();
        }
      } catch (Errors.NativeIoException e) {
        if (e.expectedErr() != -ECONNABORTED) {
          pause(e);
          return;
        }
      } catch (IOException e) {
        pause(e);
        return;
      }
    }
  }

  private void handOver(LinuxSocket client) {
    try {
      acceptor.accepted(client);
    } catch (RuntimeException e) {
      logger.warn("cannot serve a client", e);
      client.close();
    }
  }

  /** Stops accepting once no client waits, and closes; completed when the address is free. */
  CompletableFuture<Void> closeWhenQuiet() {
    new QuietClose(loop.eventLoop(), () -> accepted, this::close).begin();
    return closed;
  }

  @Override
  public void close() {
    DescriptorLoop.close(socket, registration);
    closed.complete(null);
  }
}
