package io.weir.protocol.udp;

import io.weir.core.connection.CloseReason;
import io.weir.core.connection.ConnectionLedger;
import io.weir.core.server.SocketClients;
import io.weir.core.transport.ClientDatagram;
import io.weir.core.transport.ClientSocket;
import io.weir.core.transport.DatagramLoop;
import org.jspecify.annotations.Nullable;

/**
 * The sessions on one socket of a server, and the rules by which they begin and end. Everything
 * happens on that socket's loop.
 */
final class SessionTable implements SocketClients {
  private final SessionGroup group;
  private final ClientSocket socket;
  private final SessionMap sessions = new SessionMap();
  private final FireAndForget fireAndForget;
  private @Nullable Runnable whenEmpty;

  SessionTable(SessionGroup group, ClientSocket socket) {
    this.group = group;
    this.socket = socket;
    this.fireAndForget = new FireAndForget(group, socket.loop());
  }

  @Override
  public void received(ClientDatagram datagram) {
    Session session = sessions.find(datagram);
    if (session != null) {
      session.fromClient(datagram);
    } else if (whenEmpty == null) {
      fromStranger(datagram);
    }
  }

  private void fromStranger(ClientDatagram datagram) {
    SessionTerms terms = group.terms();
    if (!terms.policy().access().allows(datagram.clientAddress())) {
      group.ledger().turnedAway(CloseReason.ACCESS_DENIED);
    } else if (terms.fireAndForget()) {
      fireAndForget.pass(terms, datagram);
    } else {
      begin(terms, datagram);
    }
  }

  private void begin(SessionTerms terms, ClientDatagram datagram) {
    ConnectionLedger ledger = group.ledger();
    if (!ledger.openIfRoom(terms.policy().maxConnections(), loop().nanoTime())) {
      ledger.turnedAway(CloseReason.LIMIT);
      return;
    }
    Session session = new Session(this, terms, datagram);
    CloseReason obstacle = obstacle(session);
    if (obstacle == null) {
      sessions.add(session);
      session.fromClient(datagram);
    } else {
      ledger.notOpened(obstacle);
    }
  }

  private @Nullable CloseReason obstacle(Session session) {
    SessionsPerAddress perAddress = group.perAddress();
    if (!perAddress.take(session.client().getAddress(), session.terms().udp().maxSessionsPerIp())) {
      return CloseReason.CLIENT_LIMIT;
    }
    CloseReason obstacle = session.connect();
    if (obstacle != null) {
      perAddress.giveBack(session.client().getAddress());
    }
    return obstacle;
  }

  void ended(Session session, CloseReason reason) {
    sessions.remove(session);
    group.perAddress().giveBack(session.client().getAddress());
    group.ledger().ended(session, session.tally(), session.terms().policy().logged(), reason);
    tellIfEmpty();
  }

  @Override
  public void retire(Runnable newWhenEmpty) {
    whenEmpty = newWhenEmpty;
    tellIfEmpty();
  }

  private void tellIfEmpty() {
    if (whenEmpty != null && sessions.isEmpty()) {
      fireAndForget.close();
      group.forget(this);
      whenEmpty.run();
    }
  }

  @Override
  public void endAll(CloseReason reason) {
    for (Session session = sessions.any(); session != null; session = sessions.any()) {
      session.end(reason);
    }
  }

  SessionGroup group() {
    return group;
  }

  ClientSocket socket() {
    return socket;
  }

  DatagramLoop loop() {
    return socket.loop();
  }
}
