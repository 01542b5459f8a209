package io.weir.core.transport.linux;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import io.weir.core.transport.BackendReceiver;
import io.weir.core.transport.BackendSocket;
import io.weir.core.transport.Datagram;
import io.weir.core.transport.linux.syscall.DatagramCalls;
import io.weir.core.transport.linux.syscall.Errno;
import io.weir.core.transport.linux.syscall.MessageRing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connected socket towards a backend. */
final class LinuxBackendSocket implements BackendSocket, EpollIoHandle, DescriptorLoop.Closing {
  private static final Logger logger = LoggerFactory.getLogger(LinuxBackendSocket.class);

  private static final int ERROR = EpollIoOps.EPOLLERR.value();

  /** The least that the kernel knows, for replies that nobody reads. */
  private static final int SMALLEST_BUFFER = 1;

  private final LinuxDatagramLoop loop;
  private final Socket socket;
  private final BackendReceiver receiver;
  private final boolean reads;
  private @Nullable IoRegistration registration;
  private boolean joins = true;
  private boolean closed;

  /**
   * Whether the backend has sent something since it last refused. Until then datagrams leave one by
   * one: of several in one call the kernel reports a refusal to the second and does not say so.
   */
  private boolean proven;

  private boolean refusing;
  private int[] unsent = {};
  private int unsentCount;

  LinuxBackendSocket(
      LinuxDatagramLoop loop, Socket socket, BackendReceiver receiver, boolean reads) {
    this.loop = loop;
    this.socket = socket;
    this.receiver = receiver;
    this.reads = reads;
  }

  void open(InetSocketAddress address) throws IOException {
    if (!reads) {
      socket.setReceiveBufferSize(SMALLEST_BUFFER);
    }
    socket.connect(address);
    registration = loop.register(this, reads ? EpollIoOps.EPOLLIN : EpollIoOps.EPOLLERR);
  }

  @Override
  public FileDescriptor fd() {
    return socket;
  }

  @Override
  public void handle(IoRegistration registered, IoEvent event) {
    if (closed) {
      return;
    }
    try {
      if ((((EpollIoEvent) event).ops().value() & ERROR) != 0
          && socket.getSoError() == Errno.ECONNREFUSED) {
        proven = false;
        receiver.refused();
      }
      if (reads && !closed) {
        loop.replies().receive(this);
      }
    } catch (IOException | RuntimeException e) {
      logger.warn("a socket towards a backend failed", e);
    }
  }

  @Override
  public void send(Datagram datagram) {
    if (!closed) {
      loop.requests().send(this, ((RingDatagram) datagram).entry());
    }
  }

  /** Sends entries, now. */
  void transmit(MessageRing ring, int first, int count) {
    int end = first + count;
    int next = first;
    while (next < end && !refusing) {
      next += transmitSome(ring, next, end);
    }
    if (refusing) {
      hold(next, end);
    }
  }

  /** Sends at least one of some entries, or finds that it cannot, and tells how many are done. */
  private int transmitSome(MessageRing ring, int first, int end) {
    DatagramCalls calls = loop.replies().calls();
    boolean several = proven || !reads;
    boolean joining = several && joins;
    int joined = joining ? ring.joinable(first, end) : 1;
    int singles = joining ? ring.unjoinable(first, end) : several ? end - first : 1;
    for (int entry = first; entry < first + Math.max(joined, singles); entry++) {
      ring.sendConnected(entry);
    }
    if (joined > 1) {
      ring.join(first, joined);
      int result = calls.send(socket.intValue(), ring, first, 1);
      ring.part(first);
      if (result == 1) {
        return joined;
      }
      if (result != -Errno.ECONNREFUSED && result != -Errno.EAGAIN) {
        // This device, or this length, does not go with it.
        joins = false;
        return 0;
      }
      return failed(result, end - first);
    }
    int result = calls.send(socket.intValue(), ring, first, singles);
    if (result < singles) {
      // The call does not say why it sent no more; a single one will.
      proven = false;
    }
    return result > 0 ? result : failed(result, end - first);
  }

  private int failed(int result, int left) {
    if (result == -Errno.ECONNREFUSED) {
      refusing = true;
      proven = false;
      loop.requests().refused(this);
      return 0;
    }
    // With no room left the rest is lost too; otherwise it is one that cannot be sent as it is.
    return result == -Errno.EAGAIN ? left : 1;
  }

  private void hold(int first, int end) {
    int needed = unsentCount + end - first;
    if (needed > unsent.length) {
      unsent = Arrays.copyOf(unsent, Math.max(needed, 8));
    }
    for (int entry = first; entry < end; entry++) {
      unsent[unsentCount++] = entry;
    }
  }

  void tellRefusal(RingDatagram datagram) {
    int[] entries = unsent;
    int count = unsentCount;
    unsent = new int[0];
    unsentCount = 0;
    refusing = false;
    if (closed) {
      return;
    }
    receiver.refused();
    for (int i = 0; i < count; i++) {
      datagram.at(entries[i]);
      receiver.unsent(datagram);
    }
  }

  void received(Datagram datagram) {
    if (!closed) {
      proven = true;
      receiver.received(datagram);
    }
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    if (!closed) {
      loop.requests().flush(this);
      closed = true;
      loop.closeLater(this);
    }
  }

  @Override
  public void closeDescriptor() {
    DescriptorLoop.close(socket, registration);
  }
}
