package io.weir.core.transport.linux;

import io.weir.core.transport.linux.syscall.DatagramCalls;
import io.weir.core.transport.linux.syscall.Errno;
import io.weir.core.transport.linux.syscall.MessageRing;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way from backends to clients on one loop. What several backends' sockets have is gathered and
 * leaves by one call; what follows each other to one client, in the same length, as one message
 * that the kernel cuts again.
 */
final class Replies {
  private static final int CALLS_PER_TURN = 4;

  /** How many datagrams of one backend's socket are received by one call. */
  private static final int MOST_AT_ONCE = 32;

  private final DatagramCalls calls;
  private final MessageRing ring;
  private final LinuxDatagramLoop loop;
  private final RingDatagram datagram;

  /** By entry, whom it goes to and by which socket; null if nowhere. */
  private final @Nullable LinuxPath[] paths;

  private final @Nullable LinuxClientSocket[] sockets;
  private int used;
  private boolean flushIsDue;

  Replies(DatagramCalls calls, MessageRing ring, LinuxDatagramLoop loop) {
    this.calls = calls;
    this.ring = ring;
    this.loop = loop;
    this.datagram = new RingDatagram(ring);
    this.paths = new @Nullable LinuxPath[ring.size() + ring.views()];
    this.sockets = new @Nullable LinuxClientSocket[ring.size() + ring.views()];
    ring.prepare(0, ring.size(), false, true);
  }

  DatagramCalls calls() {
    return calls;
  }

  /** Receives what a backend's socket has. */
  void receive(LinuxBackendSocket backend) {
    boolean more = true;
    for (int call = 0; call < CALLS_PER_TURN && more && !backend.isClosed(); call++) {
      if (ring.size() - used < MOST_AT_ONCE) {
        flush();
      }
      int first = used;
      int received = calls.receive(backend.fd().intValue(), ring, first, MOST_AT_ONCE);
      if (received <= 0) {
        return;
      }
      for (int entry = first; entry < first + received; entry++) {
        handOn(backend, entry);
        used = entry + 1;
      }
      more = received == MOST_AT_ONCE;
      flushSoon();
    }
  }

  private void handOn(LinuxBackendSocket backend, int entry) {
    int segment = ring.segment(entry);
    if (segment == 0) {
      datagram.at(entry);
      backend.received(datagram);
      return;
    }
    for (int offset = 0; offset < ring.length(entry); offset += segment * ring.views()) {
      // What came before leaves before.
      flush();
      int end = ring.size() + ring.cut(entry, segment, offset);
      for (int view = ring.size(); view < end; view++) {
        datagram.at(view);
        backend.received(datagram);
      }
      flush(ring.size(), end);
    }
  }

  private void flushSoon() {
    if (!flushIsDue) {
      flushIsDue = true;
      loop.execute(this::flush);
    }
  }

  /** Has the datagram at hand leave by a socket. */
  void send(LinuxClientSocket socket, LinuxPath path, int entry) {
    sockets[entry] = socket;
    paths[entry] = path;
    ring.sendTo(entry, path.name(), path.from());
  }

  /** Sends all that was gathered. */
  void flush() {
    flushIsDue = false;
    flush(0, used);
    ring.prepare(0, used, false, true);
    used = 0;
  }

  private void flush(int first, int end) {
    int next = first;
    while (next < end) {
      LinuxClientSocket socket = sockets[next];
      next = socket == null ? next + 1 : flush(socket, next, end);
    }
    Arrays.fill(sockets, first, end, null);
    Arrays.fill(paths, first, end, null);
  }

  /** Sends some entries of one socket, and tells which comes next. */
  private int flush(LinuxClientSocket socket, int first, int last) {
    int joined = socket.joins() ? joined(socket, first, last) : 1;
    if (joined > 1) {
      ring.join(first, joined);
      int result = calls.send(socket.fd().intValue(), ring, first, 1);
      ring.part(first);
      if (result != 1 && result != -Errno.EAGAIN) {
        socket.doNotJoin();
        return first;
      }
      return first + joined;
    }
    int end = first + 1;
    while (end < last
        && sockets[end] == socket
        && !(socket.joins() && joined(socket, end, last) > 1)) {
      end++;
    }
    int next = first;
    while (next < end) {
      int result = calls.send(socket.fd().intValue(), ring, next, end - next);
      // One that cannot be sent, e.g. because there is no way to its client, does not hold up
      // others.
      next += result > 0 ? result : 1;
    }
    return end;
  }

  private int joined(LinuxClientSocket socket, int first, int last) {
    int end = first + 1;
    while (end < last && sockets[end] == socket && Objects.equals(paths[end], paths[first])) {
      end++;
    }
    return ring.joinable(first, end);
  }
}
