package io.weir.testkit.transport;

import io.weir.core.transport.ConnectFailure;
import io.weir.core.transport.ConnectListener;
import io.weir.core.transport.StreamAcceptor;
import io.weir.core.transport.StreamListener;
import io.weir.core.transport.StreamSocket;
import io.weir.core.transport.StreamTransport;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A transport without a socket, for driving the connection machine through every order of events.
 * The test plays both far ends: it connects clients, answers connection attempts, sends, ends and
 * resets.
 */
public final class MemoryTransport implements StreamTransport {
  private final MemoryLoop loop = new MemoryLoop(this);
  private final Map<InetSocketAddress, ConnectFailure> refusals = new HashMap<>();
  private final List<Attempt> attempts = new ArrayList<>();
  private @Nullable StreamAcceptor acceptor;
  private InetSocketAddress local = new InetSocketAddress(0);

  /** A connection attempt that weir makes. Its first answer counts; further ones do nothing. */
  public static final class Attempt {
    private final InetSocketAddress address;
    private final FarEnd far;
    private final ConnectListener listener;
    private boolean answered;

    private Attempt(InetSocketAddress address, FarEnd far, ConnectListener listener) {
      this.address = address;
      this.far = far;
      this.listener = listener;
    }

    /** Where to. */
    public InetSocketAddress address() {
      return address;
    }

    /** What the backend sees. */
    public FarEnd far() {
      return far;
    }

    /** Accepts it. */
    public void accept() {
      answer(listener::connected);
    }

    /** Refuses it. */
    public void refuse(ConnectFailure cause) {
      answer(() -> {
        far.lose();
        listener.connectFailed(cause);
      });
    }

    private void answer(Runnable how) {
      if (!answered) {
        answered = true;
        far.ifOpen(how);
      }
    }
  }

  /** The only loop. */
  public MemoryLoop loop() {
    return loop;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public StreamListener listen(InetSocketAddress address, StreamAcceptor newAcceptor) {
    acceptor = newAcceptor;
    local = address;
    return new StreamListener() {
      @Override
      public InetSocketAddress address() {
        return address;
      }

      @Override
      public CompletionStage<Void> close() {
        acceptor = null;
        return CompletableFuture.completedStage(null);
      }
    };
  }

  /** A client connects; weir accepts at once. */
  public FarEnd client(InetSocketAddress from) {
    MemorySocket socket = new MemorySocket(loop, from, local);
    StreamAcceptor listening = acceptor;
    if (listening == null) {
      throw new IllegalStateException("nobody listens");
    }
    loop.execute(() -> listening.accepted(socket));
    return new FarEnd(socket);
  }

  /** From now on, attempts to connect there fail at once. */
  public void refuse(InetSocketAddress address, ConnectFailure cause) {
    refusals.put(address, cause);
  }

  /** The attempts that weir made so far, those that failed at once included. */
  public List<Attempt> attempts() {
    return attempts;
  }

  /** The newest attempt. */
  public Attempt lastAttempt() {
    return attempts.getLast();
  }

  StreamSocket connect(InetSocketAddress address, ConnectListener listener) {
    MemorySocket socket = new MemorySocket(loop, address, new InetSocketAddress(0));
    Attempt attempt = new Attempt(address, new FarEnd(socket), listener);
    attempts.add(attempt);
    ConnectFailure refusal = refusals.get(address);
    if (refusal != null) {
      attempt.refuse(refusal);
    }
    return socket;
  }
}
