package io.weir.core.transport.linux;

import io.weir.core.transport.ClientReceiver;
import io.weir.core.transport.PathHash;
import io.weir.core.transport.linux.syscall.DatagramCalls;
import io.weir.core.transport.linux.syscall.MessageRing;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The way from clients to backends on one loop. A batch is received by one call; datagrams that
 * follow each other in it and go to the same backend socket leave by one call as well.
 */
final class Requests {
  private static final int BATCHES_PER_TURN = 8;

  private final DatagramCalls calls;
  private final MessageRing ring;
  private final RingClientDatagram datagram;
  private final RingDatagram unsent;
  private final ArrayDeque<LinuxBackendSocket> refusing = new ArrayDeque<>();

  // The entries that wait to leave together.
  private @Nullable LinuxBackendSocket runSocket;
  private int runFirst;
  private int runCount;

  Requests(DatagramCalls calls, MessageRing ring, PathHash hash) {
    this.calls = calls;
    this.ring = ring;
    this.datagram = new RingClientDatagram(ring, hash);
    this.unsent = new RingDatagram(ring);
    ring.prepare(0, ring.size(), true, true);
  }

  /** Receives what a socket has, and hands it on. */
  void receive(int socket, InetSocketAddress bound, boolean wildcard, ClientReceiver receiver) {
    datagram.comesTo(bound, wildcard);
    int received = ring.size();
    for (int batch = 0; batch < BATCHES_PER_TURN && received == ring.size(); batch++) {
      received = calls.receive(socket, ring, 0, ring.size());
      try {
        for (int entry = 0; entry < received; entry++) {
          handOn(entry, receiver);
        }
        finish();
      } finally {
        ring.prepare(0, Math.max(received, 0), true, true);
      }
    }
  }

  private void handOn(int entry, ClientReceiver receiver) {
    int segment = ring.segment(entry);
    if (segment == 0) {
      datagram.at(entry);
      receiver.received(datagram);
      return;
    }
    for (int offset = 0; offset < ring.length(entry); offset += segment * ring.views()) {
      // Views of what came before may still wait to leave.
      finish();
      int end = ring.size() + ring.cut(entry, segment, offset);
      for (int view = ring.size(); view < end; view++) {
        datagram.at(view);
        receiver.received(datagram);
      }
    }
  }

  /** Has an entry leave by a backend's socket. */
  void send(LinuxBackendSocket socket, int entry) {
    if (socket == runSocket && entry == runFirst + runCount) {
      runCount++;
    } else {
      flush();
      runSocket = socket;
      runFirst = entry;
      runCount = 1;
    }
  }

  /** Sends what waits for a socket that is about to close. */
  void flush(LinuxBackendSocket socket) {
    if (socket == runSocket) {
      flush();
    }
  }

  private void flush() {
    LinuxBackendSocket socket = runSocket;
    if (socket != null) {
      runSocket = null;
      socket.transmit(ring, runFirst, runCount);
    }
  }

  /** A socket has been told that nobody is at the other end. */
  void refused(LinuxBackendSocket socket) {
    refusing.add(socket);
  }

  private void finish() {
    flush();
    for (LinuxBackendSocket socket = refusing.poll(); socket != null; socket = refusing.poll()) {
      socket.tellRefusal(unsent);
      flush();
    }
  }
}
