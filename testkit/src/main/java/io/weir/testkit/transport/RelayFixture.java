package io.weir.testkit.transport;

import io.weir.core.transport.ConnectFailure;
import io.weir.core.transport.ConnectListener;
import io.weir.core.transport.PeekListener;
import io.weir.core.transport.RelayListener;
import io.weir.core.transport.Side;
import io.weir.core.transport.StreamListener;
import io.weir.core.transport.StreamSocket;
import io.weir.core.transport.StreamTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The least that can be built on a transport: whoever connects is relayed to one backend. It passes
 * on FIN and reset as the connection machine does, and remembers what it was told.
 */
public final class RelayFixture implements AutoCloseable {
  private final StreamListener listener;
  private final InetSocketAddress backend;
  private final byte[] prefix;
  private final @Nullable CountDownLatch gate;
  private final int peeks;
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final LongAdder fromClient = new LongAdder();
  private final LongAdder fromBackend = new LongAdder();

  private RelayFixture(
      StreamTransport transport,
      InetSocketAddress backend,
      byte[] prefix,
      @Nullable CountDownLatch gate,
      int peeks)
      throws IOException {
    this.peeks = peeks;
    this.backend = backend;
    this.prefix = prefix;
    this.gate = gate;
    this.listener =
        transport.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), this::accept);
  }

  /** Relays to a backend. */
  public static RelayFixture to(StreamTransport transport, InetSocketAddress backend)
      throws IOException {
    return new RelayFixture(transport, backend, new byte[0], null, 0);
  }

  /** Relays to a backend after sending it some bytes. */
  public static RelayFixture withPrefix(
      StreamTransport transport, InetSocketAddress backend, byte[] prefix) throws IOException {
    return new RelayFixture(transport, backend, prefix, null, 0);
  }

  /** Relays to a backend once the gate is open; until then accepted clients just wait. */
  public static RelayFixture behind(
      StreamTransport transport, InetSocketAddress backend, CountDownLatch gate)
      throws IOException {
    return new RelayFixture(transport, backend, new byte[0], gate, 0);
  }

  /** Relays to a backend once a client's first bytes have been looked at, or its end has come. */
  public static RelayFixture peekingAt(
      StreamTransport transport, InetSocketAddress backend, int bytes) throws IOException {
    return new RelayFixture(transport, backend, new byte[0], null, bytes);
  }

  /** Looks at a client's first bytes. */
  private final class Peeker implements PeekListener {
    private final StreamSocket client;
    private final StringBuilder seen = new StringBuilder();

    Peeker(StreamSocket client) {
      this.client = client;
    }

    @Override
    public boolean arrived(ByteBuffer bytes) {
      seen.append(StandardCharsets.UTF_8.decode(bytes));
      if (seen.length() < peeks) {
        return true;
      }
      events.add("peeked " + seen);
      connect(client);
      return false;
    }

    @Override
    public void ended() {
      events.add("ended after " + seen);
      connect(client);
    }
  }

  private void accept(StreamSocket client) {
    accepted.incrementAndGet();
    if (peeks > 0) {
      client.peek(new Peeker(client));
      return;
    }
    if (gate == null) {
      connect(client);
      return;
    }
    Thread.ofVirtual()
        .start(() -> {
          try {
            gate.await();
            client.loop().execute(() -> connect(client));
          } catch (InterruptedException e) {
            client.loop().execute(client::close);
          }
        });
  }

  private void connect(StreamSocket client) {
    Pair pair = new Pair(client);
    pair.target = client.loop().connect(backend, pair);
  }

  /** A client that is connected to the fixture. */
  public Socket client() throws IOException {
    return new Socket(listener.address().getAddress(), listener.address().getPort());
  }

  /** Stops listening; returns when the address is free. */
  public void stopListening() {
    listener.close().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** What happened, e.g. {@code "ended CLIENT"}, {@code "broken BACKEND reset"}. */
  public List<String> events() {
    return events;
  }

  /** How many clients were accepted. */
  public int accepted() {
    return accepted.get();
  }

  /** Bytes read from a side, by what the transport told. */
  public long read(Side from) {
    return (from == Side.CLIENT ? fromClient : fromBackend).sum();
  }

  @Override
  public void close() {
    stopListening();
  }

  /** One client and its backend. */
  private final class Pair implements ConnectListener, RelayListener {
    private final StreamSocket client;
    private @Nullable StreamSocket target;
    private int ended;
    private int shut;

    Pair(StreamSocket client) {
      this.client = client;
    }

    private StreamSocket socket(Side side) {
      StreamSocket socket = side == Side.CLIENT ? client : target;
      if (socket == null) {
        throw new IllegalStateException("told before connect returned");
      }
      return socket;
    }

    @Override
    public void connected() {
      if (prefix.length > 0) {
        socket(Side.BACKEND).write(prefix);
      }
      client.loop().relay(client, socket(Side.BACKEND), this);
    }

    @Override
    public void connectFailed(ConnectFailure cause) {
      events.add("connectFailed " + cause);
      client.close();
    }

    @Override
    public void read(Side from, long bytes) {
      (from == Side.CLIENT ? fromClient : fromBackend).add(bytes);
    }

    @Override
    public void ended(Side from) {
      events.add("ended " + from);
      ended++;
      socket(from.other()).shutdownOutput();
      closeIfDone();
    }

    @Override
    public void outputShut(Side to) {
      events.add("outputShut " + to);
      shut++;
      closeIfDone();
    }

    private void closeIfDone() {
      if (ended == 2 && shut == 2) {
        socket(Side.CLIENT).close();
        socket(Side.BACKEND).close();
      }
    }

    @Override
    public void broken(Side side, boolean reset) {
      events.add("broken " + side + (reset ? " reset" : ""));
      socket(side.other()).reset();
    }
  }
}
