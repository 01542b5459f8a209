package io.weir.testkit.transport;

import io.weir.core.transport.PeekListener;
import io.weir.core.transport.RelayListener;
import io.weir.core.transport.SecureListener;
import io.weir.core.transport.Side;
import io.weir.core.transport.StreamSecurity;
import io.weir.core.transport.StreamSocket;
import io.weir.core.transport.TransportLoop;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One of weir's sockets, in memory. */
final class MemorySocket implements StreamSocket {
  /** Bytes held for a far end that does not read, at which its peer is no longer read. */
  private static final int WRITE_AHEAD = 1024;

  private final MemoryLoop loop;
  private final InetSocketAddress remote;
  private final InetSocketAddress local;
  private final Deque<byte[]> arrived = new ArrayDeque<>();
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private final ByteArrayOutputStream delivered = new ByteArrayOutputStream();
  private boolean farEnded;
  private boolean endedTold;
  private boolean farReads = true;
  private boolean shutAsked;
  private boolean shutSent;
  private boolean closed;
  private boolean reset;
  private @Nullable Runnable whenBroken;
  private @Nullable PeekListener peeking;
  private int peeked;
  private @Nullable SecureListener securing;
  private @Nullable Relayed relayed;

  private record Relayed(MemorySocket peer, Side side, RelayListener listener) {}

  MemorySocket(MemoryLoop loop, InetSocketAddress remote, InetSocketAddress local) {
    this.loop = loop;
    this.remote = remote;
    this.local = local;
  }

  void relayTo(MemorySocket peer, Side side, RelayListener listener) {
    relayed = new Relayed(peer, side, listener);
    whenBroken = null;
  }

  void arrived(byte[] bytes) {
    arrived.add(bytes);
    pump();
  }

  void farEnded() {
    farEnded = true;
    pump();
  }

  void farBroke(boolean byReset) {
    close();
    if (relayed != null) {
      relayed.listener().broken(relayed.side(), byReset);
    } else if (whenBroken != null) {
      whenBroken.run();
    }
  }

  void farReads(boolean reads) {
    farReads = reads;
    drain();
    if (relayed != null) {
      relayed.peer().pump();
    }
  }

  /** The far end does its part of the TLS handshake, which is over with that. */
  void handshakeOver(Consumer<SecureListener> outcome) {
    SecureListener listener = securing;
    securing = null;
    if (listener != null) {
      outcome.accept(listener);
    }
  }

  private void showPeeker() {
    byte[][] pieces = arrived.toArray(byte[][]::new);
    while (peeking != null && !closed && peeked < pieces.length) {
      if (!peeking.arrived(ByteBuffer.wrap(pieces[peeked++]))) {
        peeking = null;
      }
    }
    PeekListener listener = peeking;
    if (listener != null && !closed && farEnded) {
      peeking = null;
      listener.ended();
    }
  }

  /** Moves what has arrived to the peer, as far as that takes it. */
  void pump() {
    showPeeker();
    Relayed relay = relayed;
    if (relay == null) {
      return;
    }
    while (!closed && !arrived.isEmpty() && relay.peer().held.size() < WRITE_AHEAD) {
      byte[] bytes = arrived.remove();
      relay.listener().read(relay.side(), bytes.length);
      relay.peer().write(bytes);
    }
    if (!closed && farEnded && arrived.isEmpty() && !endedTold) {
      endedTold = true;
      relay.listener().ended(relay.side());
    }
  }

  private void drain() {
    if (closed || !farReads) {
      return;
    }
    delivered.writeBytes(held.toByteArray());
    held.reset();
    if (shutAsked && !shutSent) {
      shutSent = true;
      loop.execute(this::tellOutputShut);
    }
  }

  private void tellOutputShut() {
    if (!closed && relayed != null) {
      relayed.listener().outputShut(relayed.side());
    }
  }

  @Override
  public TransportLoop loop() {
    return loop;
  }

  @Override
  public InetSocketAddress remote() {
    return remote;
  }

  @Override
  public InetSocketAddress local() {
    return local;
  }

  @Override
  public void whenBroken(Runnable action) {
    whenBroken = action;
  }

  @Override
  public void peek(PeekListener listener) {
    peeking = listener;
    showPeeker();
  }

  /** What has arrived counts as the far end's part so far; the rest is the test's to say. */
  @Override
  public void secure(StreamSecurity security, SecureListener listener) {
    peeking = null;
    arrived.clear();
    securing = listener;
  }

  @Override
  public void write(byte[] bytes) {
    if (!closed) {
      held.writeBytes(bytes);
      drain();
    }
  }

  @Override
  public void shutdownOutput() {
    shutAsked = true;
    drain();
  }

  @Override
  public void reset() {
    if (!closed) {
      reset = true;
      close();
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  String delivered() {
    return delivered.toString(StandardCharsets.UTF_8);
  }

  int held() {
    return held.size();
  }

  boolean endSent() {
    return shutSent;
  }

  boolean wasReset() {
    return reset;
  }

  boolean isClosed() {
    return closed;
  }
}
