package io.weir.testkit.connection;

import io.weir.core.connection.AccessList;
import io.weir.core.connection.CloseReason;
import io.weir.core.connection.ConnectionGroup;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.connection.ConnectionPolicy;
import io.weir.core.connection.ConnectionTerms;
import io.weir.core.connection.EndedConnection;
import io.weir.core.connection.ProxyHeader;
import io.weir.testkit.transport.FarEnd;
import io.weir.testkit.transport.MemoryBackends;
import io.weir.testkit.transport.MemoryTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A server's connections over a transport in memory. */
final class Bench {
  static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.7", 4711);

  final MemoryTransport transport = new MemoryTransport();
  final MemoryBackends backends;
  final ConnectionGroup group;
  final List<EndedConnection> log = new ArrayList<>();
  boolean listens = true;

  Bench(ConnectionPolicy policy, int... ports) {
    this.backends = MemoryBackends.at(ports);
    this.group =
        new ConnectionGroup("web", new ConnectionTerms(policy, false), backends, new Listener());
    transport.listen(new InetSocketAddress("192.0.2.1", 80), group);
  }

  private final class Listener implements ConnectionLog {
    @Override
    public boolean listens() {
      return listens;
    }

    @Override
    public void ended(EndedConnection connection) {
      log.add(connection);
    }
  }

  static ConnectionPolicy plain() {
    return new ConnectionPolicy(0, 0, 0, 0, 2, AccessList.allowAll(), ProxyHeader.NONE, true);
  }

  static ConnectionPolicy withLimit(int maxConnections) {
    return new ConnectionPolicy(
        maxConnections, 0, 0, 0, 2, AccessList.allowAll(), ProxyHeader.NONE, true);
  }

  static ConnectionPolicy withTimeouts(Duration client, Duration backend, Duration connect) {
    return new ConnectionPolicy(
        0,
        client.toNanos(),
        backend.toNanos(),
        connect.toNanos(),
        2,
        AccessList.allowAll(),
        ProxyHeader.NONE,
        true);
  }

  /** Where the backend of that port is. */
  static InetSocketAddress backend(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  FarEnd client() {
    FarEnd client = transport.client(CLIENT);
    run();
    return client;
  }

  /** The far end of the newest backend connection, accepted. */
  FarEnd acceptedBackend() {
    transport.lastAttempt().accept();
    run();
    return transport.lastAttempt().far();
  }

  void run() {
    transport.loop().run();
  }

  void advance(Duration duration) {
    transport.loop().advance(duration);
  }

  /** Reasons of the connections that have ended, with their number. */
  Map<CloseReason, Long> reasons() {
    Map<CloseReason, Long> reasons = new EnumMap<>(CloseReason.class);
    for (CloseReason reason : CloseReason.values()) {
      if (group.ledger().closed().of(reason) > 0) {
        reasons.put(reason, group.ledger().closed().of(reason));
      }
    }
    return reasons;
  }
}
