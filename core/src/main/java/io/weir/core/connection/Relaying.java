package io.weir.core.connection;

import io.weir.core.pool.PoolMember;
import io.weir.core.transport.RelayListener;
import io.weir.core.transport.Side;
import org.jspecify.annotations.Nullable;

/** Bytes are moved between a client and its backend, until both have ended or one breaks. */
final class Relaying implements ConnectionState, RelayListener {
  private final ConnectionMachine connection;
  private final Reached reached;
  private final RelaySide client;
  private final RelaySide backend;
  private final @Nullable IdleWatch idle;
  private boolean answered;
  private boolean resetByBackend;

  Relaying(ConnectionMachine connection, Reached reached) {
    this.connection = connection;
    this.reached = reached;
    this.client = new RelaySide(connection.socket());
    this.backend = new RelaySide(reached.socket());
    this.idle =
        IdleWatch.over(
            connection.loop(),
            connection.policy().clientIdleNanos(),
            connection.policy().backendIdleNanos(),
            this::idled);
  }

  void start() {
    reached.member().counters().addConnection();
    connection.loop().relay(client.socket(), backend.socket(), this);
  }

  @Override
  public void read(Side from, long bytes) {
    ConnectionTally.count(connection.group().ledger().counters(), from, bytes);
    ConnectionTally.count(reached.member().counters(), from, bytes);
    connection.tally().read(from, bytes);
    if (from == Side.BACKEND && !answered) {
      answered = true;
      reached.member().conduct().answered();
    }
    if (idle != null) {
      idle.read(from);
    }
  }

  @Override
  public void ended(Side from) {
    if (idle != null) {
      idle.ended(from);
    }
    side(from).ended();
    side(from.other()).socket().shutdownOutput();
    finishIfDone();
  }

  @Override
  public void outputShut(Side to) {
    side(to).outputShut();
    finishIfDone();
  }

  private void finishIfDone() {
    if (client.isDone() && backend.isDone()) {
      connection.end(CloseReason.FINISHED);
    }
  }

  @Override
  public void broken(Side side, boolean reset) {
    resetByBackend = side == Side.BACKEND && reset;
    connection.end(
        switch (side) {
          case CLIENT -> reset ? CloseReason.CLIENT_RESET : CloseReason.CLIENT_ERROR;
          case BACKEND -> reset ? CloseReason.BACKEND_RESET : CloseReason.BACKEND_ERROR;
        },
        Ending.RESET);
  }

  private void idled(Side side) {
    connection.end(side == Side.CLIENT ? CloseReason.CLIENT_IDLE : CloseReason.BACKEND_IDLE);
  }

  private RelaySide side(Side side) {
    return side == Side.CLIENT ? client : backend;
  }

  @Override
  public PoolMember backend() {
    return reached.member();
  }

  @Override
  public void leave(Ending ending) {
    if (idle != null) {
      idle.stop();
    }
    if (!answered) {
      reached
          .member()
          .conduct()
          .keptSilent(resetByBackend, connection.loop().nanoTime() - reached.since());
    }
    reached.leave(connection, ending);
  }
}
