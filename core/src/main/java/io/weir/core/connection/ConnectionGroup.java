package io.weir.core.connection;

import io.weir.core.certificate.CertificateStatus;
import io.weir.core.config.ServerConfig;
import io.weir.core.pool.BackendSource;
import io.weir.core.pool.PoolMember;
import io.weir.core.transport.StreamAcceptor;
import io.weir.core.transport.StreamSocket;
import io.weir.core.transport.TransportLoop;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections of one server: takes them in, counts them, and ends them when the server stops. A
 * connection counts towards the limit from accept to its end.
 */
public final class ConnectionGroup implements ClientGroup<StreamAcceptor>, StreamAcceptor {
  private final TermsSource source;
  private final BackendSource backends;
  private final ConnectionLedger ledger;
  private final Map<TransportLoop, OpenConnections> open = new ConcurrentHashMap<>();
  private volatile ConnectionTerms terms;

  /**
   * Makes an empty group.
   *
   * @param server the server's name, for the logs
   * @param source works out what its connections begin with
   * @param terms what they begin with at first
   * @param backends where they get their backends from
   * @param log hears of those that have ended
   */
  public ConnectionGroup(
      String server,
      TermsSource source,
      ConnectionTerms terms,
      BackendSource backends,
      ConnectionLog log) {
    this.source = source;
    this.terms = terms;
    this.backends = backends;
    this.ledger = new ConnectionLedger(server, log);
    backends.whenDown(this::endAllOf);
  }

  @Override
  public StreamAcceptor acceptor() {
    return this;
  }

  @Override
  public void change(ServerConfig config, InetSocketAddress bind) {
    prepare(config, bind).commit();
  }

  @Override
  public ClientChange prepare(ServerConfig config, InetSocketAddress bind) {
    ConnectionTerms next = source.of(config, bind);
    return new ClientChange() {
      @Override
      public void commit() {
        ConnectionTerms old = terms;
        terms = next;
        old.close();
      }

      @Override
      public void rollback() {
        next.close();
      }
    };
  }

  @Override
  public void close() {
    terms.close();
  }

  @Override
  public List<CertificateStatus> certificates() {
    ClientTls tls = terms.clientTls();
    return tls == null ? List.of() : tls.certificates();
  }

  @Override
  public ConnectionLedger ledger() {
    return ledger;
  }

  @Override
  public void accepted(StreamSocket client) {
    ConnectionTerms agreed = terms;
    boolean room = ledger.opened(agreed.policy().maxConnections(), client.loop().nanoTime());
    StreamSocket socket = agreed.transport().adopt(client);
    ConnectionMachine connection = new ConnectionMachine(this, agreed, socket);
    openOn(socket.loop()).add(connection);
    connection.begin(!room);
  }

  void ended(ConnectionMachine connection, CloseReason reason) {
    openOn(connection.loop()).remove(connection);
    ledger.ended(connection, connection.tally(), connection.policy().logged(), reason);
  }

  private OpenConnections openOn(TransportLoop loop) {
    OpenConnections known = open.get(loop);
    // Looked up first because computeIfAbsent may lock, and every loop comes by here.
    return known != null ? known : open.computeIfAbsent(loop, any -> new OpenConnections());
  }

  @Override
  public void endAll(CloseReason reason) {
    open.forEach((loop, connections) -> loop.execute(() -> connections.endAll(reason)));
  }

  private void endAllOf(Set<PoolMember> backends) {
    open.forEach((loop, connections) ->
        loop.execute(() -> connections.endAllOf(backends, CloseReason.BACKEND_DOWN)));
  }

  BackendSource backends() {
    return backends;
  }
}
