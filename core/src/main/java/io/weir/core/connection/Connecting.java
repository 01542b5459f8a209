package io.weir.core.connection;

import io.weir.api.balance.Outcome;
import io.weir.core.pool.PoolMember;
import io.weir.core.transport.ConnectFailure;
import io.weir.core.transport.ConnectListener;
import io.weir.core.transport.Loop;
import io.weir.core.transport.StreamSocket;
import io.weir.core.transport.TransportLoop;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A backend is being looked for: elected, connected to, and another one tried if it refuses. */
final class Connecting implements ConnectionState {
  private final ConnectionMachine connection;
  private int attempts;
  private @Nullable Attempt attempt;

  Connecting(ConnectionMachine connection) {
    this.connection = connection;
  }

  void tryNext() {
    PoolMember member = connection.election().elect(connection);
    InetSocketAddress address = member == null ? null : member.resolved();
    if (member == null || address == null) {
      connection.end(attempts == 0 ? CloseReason.NO_BACKEND : CloseReason.BACKEND_REFUSED);
      return;
    }
    attempts++;
    connection.tally().trying(member);
    attempt = new Attempt(member, address);
  }

  @Override
  public void leave(Ending ending) {
    Attempt abandoned = attempt;
    attempt = null;
    if (abandoned != null) {
      abandoned.abandon();
    }
  }

  /** One connection attempt to one backend. */
  private final class Attempt implements ConnectListener {
    private final PoolMember member;
    private final long since;
    private final StreamSocket socket;
    private final Loop.@Nullable Timer timeout;

    Attempt(PoolMember member, InetSocketAddress address) {
      TransportLoop loop = connection.loop();
      this.member = member;
      this.since = loop.nanoTime();
      this.socket = loop.connect(address, this);
      long limit = connection.policy().connectNanos();
      this.timeout = limit == 0 ? null : loop.schedule(limit, this::timedOut);
    }

    @Override
    public void connected() {
      stopTimer();
      attempt = null;
      connection.election().report(member, Outcome.CONNECTED, elapsed());
      connection.relay(member, socket);
    }

    private void timedOut() {
      socket.close();
      connectFailed(ConnectFailure.TIMED_OUT);
    }

    @Override
    public void connectFailed(ConnectFailure cause) {
      stopTimer();
      attempt = null;
      connection.election().release(member);
      if (cause == ConnectFailure.NO_RESOURCES) {
        // Our own need, not the backend's fault; another one would only make it worse.
        connection.end(CloseReason.NO_RESOURCES);
        return;
      }
      member.counters().addRefused();
      connection.election().report(member, Outcome.FAILED, elapsed());
      if (attempts > connection.policy().connectRetries()) {
        connection.end(CloseReason.BACKEND_REFUSED);
      } else {
        tryNext();
      }
    }

    void abandon() {
      stopTimer();
      socket.close();
      connection.election().release(member);
    }

    private void stopTimer() {
      if (timeout != null) {
        timeout.cancel();
      }
    }

    private long elapsed() {
      return connection.loop().nanoTime() - since;
    }
  }
}
