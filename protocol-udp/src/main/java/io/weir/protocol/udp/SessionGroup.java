package io.weir.protocol.udp;

import io.weir.core.config.ServerConfig;
import io.weir.core.connection.ClientGroup;
import io.weir.core.connection.CloseReason;
import io.weir.core.connection.ConnectionLedger;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.pool.BackendSource;
import io.weir.core.server.DatagramClients;
import io.weir.core.server.SocketClients;
import io.weir.core.transport.ClientSocket;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions of one server: a table for each of its sockets, and what spans them. */
final class SessionGroup implements ClientGroup<DatagramClients>, DatagramClients {
  private final BackendSource backends;
  private final ConnectionLedger ledger;
  private final SessionsPerAddress perAddress = new SessionsPerAddress();
  private final Set<SessionTable> tables = ConcurrentHashMap.newKeySet();
  private volatile SessionTerms terms;

  /**
   * Makes an empty group.
   *
   * @param server the server's name, for the logs
   * @param terms what its sessions begin with
   * @param backends where they get their backends from
   * @param log hears of those that have ended
   */
  SessionGroup(String server, SessionTerms terms, BackendSource backends, ConnectionLog log) {
    this.terms = terms;
    this.backends = backends;
    this.ledger = new ConnectionLedger(server, log);
  }

  @Override
  public DatagramClients acceptor() {
    return this;
  }

  @Override
  public SocketClients opened(ClientSocket socket) {
    SessionTable table = new SessionTable(this, socket);
    tables.add(table);
    return table;
  }

  /** A table is empty and stays so. */
  void forget(SessionTable table) {
    tables.remove(table);
  }

  @Override
  public void change(ServerConfig config, InetSocketAddress bind) {
    change(SessionTerms.of(config, bind));
  }

  void change(SessionTerms newTerms) {
    terms = newTerms;
  }

  @Override
  public ConnectionLedger ledger() {
    return ledger;
  }

  @Override
  public void endAll(CloseReason reason) {
    tables.forEach(table -> table.loop().execute(() -> table.endAll(reason)));
  }

  SessionTerms terms() {
    return terms;
  }

  BackendSource backends() {
    return backends;
  }

  SessionsPerAddress perAddress() {
    return perAddress;
  }
}
