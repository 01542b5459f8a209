package io.weir.testkit.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.core.connection.AccessList;
import io.weir.core.connection.CloseReason;
import io.weir.core.connection.ConnectionGroup;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.connection.ConnectionPolicy;
import io.weir.core.connection.ConnectionTerms;
import io.weir.core.connection.EndedConnection;
import io.weir.core.connection.ProxyHeader;
import io.weir.core.transport.SecureSession;
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
import org.jspecify.annotations.Nullable;

/** A server's connections over a transport in memory. */
final class Bench {
  static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.7", 4711);

  static final Duration TLS_IDLE = Duration.ofSeconds(10);
  static final SecureSession SESSION = speaking(null);

  /** A session with an application protocol, or none. */
  static SecureSession speaking(@Nullable String protocol) {
    return new SecureSession("TLSv1.3", "a suite", protocol, null);
  }

  /** Bytes that cannot be a ClientHello, which is enough to begin a handshake. */
  static final String NO_HELLO = "GET / HTTP/1.1";

  final MemoryTransport transport = new MemoryTransport();
  final MemoryBackends backends;
  final ConnectionGroup group;
  final List<EndedConnection> log = new ArrayList<>();
  boolean listens = true;

  Bench(ConnectionPolicy policy, int... ports) {
    this(new ConnectionTerms(new MemoryTransport(), policy, false, null, null), ports);
  }

  Bench(ConnectionTerms terms, int... ports) {
    this.backends = MemoryBackends.at(ports);
    this.group = new ConnectionGroup("web", (_, _) -> terms, terms, backends, new Listener());
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
    return new ConnectionPolicy(
        0, 0, 0, 0, 2, AccessList.allowAll(), ProxyHeader.NONE, false, 0, true);
  }

  static ConnectionPolicy withLimit(int maxConnections) {
    return new ConnectionPolicy(
        maxConnections, 0, 0, 0, 2, AccessList.allowAll(), ProxyHeader.NONE, false, 0, true);
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
        false,
        0,
        true);
  }

  /** A server on which the name in a ClientHello decides who may serve. */
  static ConnectionPolicy byName(Duration hello, Duration connect) {
    return new ConnectionPolicy(
        0,
        0,
        0,
        connect.toNanos(),
        2,
        AccessList.allowAll(),
        ProxyHeader.NONE,
        true,
        hello.toNanos(),
        true);
  }

  /** A server that speaks TLS with clients. */
  static ConnectionTerms tls(Duration handshake, ConnectionPolicy policy) {
    return new ConnectionTerms(new MemoryTransport(), policy, false, MemoryTls.of(handshake), null);
  }

  /** A server that speaks TLS with clients. */
  static ConnectionTerms tls(Duration handshake) {
    return tls(handshake, withTimeouts(TLS_IDLE, TLS_IDLE, TLS_IDLE));
  }

  /** A server that speaks TLS with both sides. */
  static ConnectionTerms tlsOnBothSides(Duration connect, MemoryTls clients) {
    return new ConnectionTerms(
        new MemoryTransport(),
        withTimeouts(TLS_IDLE, TLS_IDLE, connect),
        false,
        clients,
        clients::towardsBackend);
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

  /** The one connection there was has ended, for one reason, and has left nothing behind. */
  void assertEndedOnce(String what, FarEnd client) {
    assertThat(reasons().values().stream().mapToLong(Long::longValue).sum()).as(what).isEqualTo(1);
    assertThat(group.ledger().active()).as(what).isZero();
    assertThat(backends.held()).as(what).isZero();
    assertThat(client.isClosed()).as(what).isTrue();
    assertThat(transport.attempts()).as(what).allMatch(attempt -> attempt.far().isClosed());
    assertThat(transport.loop().waitingTimers()).as(what).isZero();
  }
}
