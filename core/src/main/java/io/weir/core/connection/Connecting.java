package io.weir.core.connection;

import io.weir.api.balance.Outcome;
import io.weir.core.pool.Election;
import io.weir.core.pool.PoolMember;
import io.weir.core.transport.ConnectFailure;
import io.weir.core.transport.ConnectListener;
import io.weir.core.transport.SecureListener;
import io.weir.core.transport.SecureSession;
import io.weir.core.transport.StreamSocket;
import io.weir.core.transport.TransportLoop;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A backend is being looked for: elected, connected to, and another one tried if it refuses. Where
 * it first has to be found out whom the server name is for, that is awaited.
 */
final class Connecting implements ConnectionState, Election.Waiter {
  private static final Logger logger = LoggerFactory.getLogger(Connecting.class);

  private final ConnectionMachine connection;
  private int attempts;
  private @Nullable Attempt attempt;
  private @Nullable Deadline waiting;
  private boolean left;

  Connecting(ConnectionMachine connection) {
    this.connection = connection;
  }

  void tryNext() {
    if (mustWait()) {
      return;
    }
    PoolMember member = connection.election().elect(connection);
    if (member == null && mustWait()) {
      // What the name is for was forgotten at this very moment.
      return;
    }
    stopWaiting();
    InetSocketAddress address = member == null ? null : member.resolved();
    if (member == null || address == null) {
      connection.end(attempts == 0 ? CloseReason.NO_BACKEND : CloseReason.BACKEND_REFUSED);
      return;
    }
    attempts++;
    connection.tally().trying(member);
    attempt = new Attempt(member, address);
  }

  private boolean mustWait() {
    if (connection.election().prepare(connection, this)) {
      return false;
    }
    if (waiting == null) {
      waiting =
          Deadline.in(
              connection.policy().connectNanos(),
              connection.loop(),
              () -> connection.end(CloseReason.NO_BACKEND));
    }
    return true;
  }

  @Override
  public void prepared() {
    connection
        .loop()
        .execute(() -> {
          if (!left) {
            tryNext();
          }
        });
  }

  private void stopWaiting() {
    if (waiting != null) {
      waiting.cancel();
      waiting = null;
      connection.election().stopWaiting(connection, this);
    }
  }

  @Override
  public void leave(Ending ending) {
    left = true;
    stopWaiting();
    Attempt abandoned = attempt;
    attempt = null;
    if (abandoned != null) {
      abandoned.abandon();
    }
  }

  /** One connection attempt to one backend. */
  private final class Attempt implements ConnectListener, SecureListener {
    private final PoolMember member;
    private final long since;
    private final StreamSocket socket;
    private final Deadline deadline;

    Attempt(PoolMember member, InetSocketAddress address) {
      TransportLoop loop = connection.loop();
      this.member = member;
      this.since = loop.nanoTime();
      this.socket = loop.connect(address, this);
      this.deadline = Deadline.in(connection.policy().connectNanos(), loop, this::timedOut);
    }

    @Override
    public void connected() {
      // Ahead of TLS: the protocol has it before anything else, a handshake included.
      byte[] header =
          connection.policy().proxyHeader().bytes(connection.client(), connection.local());
      if (header.length > 0) {
        socket.write(header);
      }
      BackendTls tls = connection.backendTls();
      if (tls == null) {
        reached(null);
        return;
      }
      socket.whenBroken(() -> connectFailed(ConnectFailure.OTHER));
      socket.secure(tls.towards(member.backend().address().host(), connection.passedOn()), this);
    }

    @Override
    public void secured(SecureSession session) {
      reached(session.protocol());
    }

    @Override
    public void secureFailed(String cause) {
      logger.debug("handshake with backend {} failed: {}", member, cause);
      socket.close();
      connectFailed(ConnectFailure.OTHER);
    }

    /** What the client offers is its own affair: no backend is at fault, nor would another do. */
    @Override
    public void noProtocol(String cause) {
      if (connection.passedOn().isEmpty()) {
        secureFailed(cause);
      } else {
        connection.noProtocol(cause);
      }
    }

    private void reached(@Nullable String protocol) {
      deadline.cancel();
      attempt = null;
      connection.election().report(member, Outcome.CONNECTED, elapsed());
      connection.reached(new Reached(member, socket, protocol, connection.loop().nanoTime()));
    }

    private void timedOut() {
      socket.close();
      connectFailed(ConnectFailure.TIMED_OUT);
    }

    @Override
    public void connectFailed(ConnectFailure cause) {
      deadline.cancel();
      attempt = null;
      connection.election().release(member);
      if (cause == ConnectFailure.NO_RESOURCES) {
        // Our own need, not the backend's fault; another one would only make it worse.
        connection.end(CloseReason.NO_RESOURCES);
        return;
      }
      member.counters().addRefused();
      member.conduct().failed();
      connection.election().report(member, Outcome.FAILED, elapsed());
      if (attempts > connection.policy().connectRetries()) {
        connection.end(CloseReason.BACKEND_REFUSED);
      } else {
        tryNext();
      }
    }

    void abandon() {
      deadline.cancel();
      socket.close();
      connection.election().release(member);
    }

    private long elapsed() {
      return connection.loop().nanoTime() - since;
    }
  }
}
