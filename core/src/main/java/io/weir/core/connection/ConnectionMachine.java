package io.weir.core.connection;

import io.weir.api.balance.ConnectionInfo;
import io.weir.core.hello.ClientHello;
import io.weir.core.pool.Election;
import io.weir.core.pool.PoolMember;
import io.weir.core.transport.SecureSession;
import io.weir.core.transport.StreamSocket;
import io.weir.core.transport.TransportLoop;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one connection, from accept to its close reason: limit, access, ClientHello, TLS,
 * elect, connect (another backend if one refuses), PROXY header, relay. It happens wholly on the
 * client's event loop and knows neither channels nor descriptors, so it is the same over every
 * transport.
 */
final class ConnectionMachine implements ConnectionInfo {
  private static final Logger logger = LoggerFactory.getLogger(ConnectionMachine.class);

  private final ConnectionGroup group;
  private final ConnectionTerms terms;
  private final StreamSocket client;
  private final Election election;
  private final InetSocketAddress remote;
  private final InetSocketAddress local;
  private final byte[] address;
  private final ConnectionTally tally;
  private ConnectionState state = new ConnectionState.Accepted();
  private ClientHello hello = ClientHello.NONE;
  private @Nullable SecureSession session;

  /** The neighbours in {@link OpenConnections}. */
  @Nullable ConnectionMachine previous;

  @Nullable ConnectionMachine next;

  ConnectionMachine(ConnectionGroup group, ConnectionTerms terms, StreamSocket client) {
    this.group = group;
    this.terms = terms;
    this.client = client;
    this.election =
        terms.policy().routedByName() ? group.backends().beginByName() : group.backends().begin();
    this.remote = client.remote();
    this.local = client.local();
    this.address = remote.getAddress().getAddress();
    this.tally = new ConnectionTally(client.loop());
  }

  /**
   * Begins.
   *
   * @param overLimit whether the server has as many connections as it may
   */
  void begin(boolean overLimit) {
    client.whenBroken(() -> end(CloseReason.CLIENT_RESET));
    if (overLimit) {
      end(CloseReason.LIMIT);
    } else if (!policy().access().allows(remote.getAddress())) {
      end(CloseReason.ACCESS_DENIED);
    } else if (awaitsHello()) {
      Greeting greeting = new Greeting(this, helloNanos());
      state = greeting;
      client.peek(greeting);
    } else {
      elect();
    }
  }

  private boolean awaitsHello() {
    return policy().routedByName() || terms.clientTls() != null;
  }

  /** How long the client may take for its hello alone. */
  private long helloNanos() {
    ClientTls tls = terms.clientTls();
    long handshakeNanos = tls == null ? 0 : tls.handshakeNanos();
    return policy().routedByName()
        ? Deadline.sooner(policy().helloNanos(), handshakeNanos)
        : handshakeNanos;
  }

  /** The client has said hello, or something else. */
  void greeted(ClientHello said) {
    state.leave(Ending.CLOSE);
    hello = said;
    ClientTls tls = terms.clientTls();
    if (tls == null) {
      elect();
      return;
    }
    Securing securing = new Securing(this, restOf(tls.handshakeNanos()));
    state = securing;
    client.secure(tls.towards(said), securing);
  }

  private Deadline restOf(long handshakeNanos) {
    long rest = handshakeNanos == 0 ? 0 : Math.max(1, handshakeNanos - tally.lengthNanos());
    return Deadline.in(rest, loop(), () -> end(CloseReason.HANDSHAKE_TIMEOUT));
  }

  void secured(SecureSession agreed) {
    session = agreed;
    tally.identified(agreed.peer());
    elect();
  }

  void handshakeFailed(String cause) {
    logger.debug("handshake with {} failed: {}", remote, cause);
    end(CloseReason.HANDSHAKE_FAILED);
  }

  private void elect() {
    Connecting connecting = new Connecting(this);
    state = connecting;
    connecting.tryNext();
  }

  void relay(PoolMember member, StreamSocket backend) {
    group.ledger().connected(tally);
    Relaying relaying = new Relaying(this, member, backend);
    state = relaying;
    relaying.start();
  }

  void end(CloseReason reason) {
    end(reason, Ending.CLOSE);
  }

  void end(CloseReason reason, Ending ending) {
    if (state instanceof ConnectionState.Closed) {
      return;
    }
    ConnectionState last = state;
    state = new ConnectionState.Closed(reason);
    last.leave(ending);
    ending.apply(client);
    group.ended(this, reason);
  }

  ConnectionGroup group() {
    return group;
  }

  ConnectionPolicy policy() {
    return terms.policy();
  }

  ConnectionTally tally() {
    return tally;
  }

  /** TLS with backends; null if there is none. */
  @Nullable BackendTls backendTls() {
    return terms.backendTls();
  }

  /** What was agreed on with the client; null if there is no TLS with it. */
  @Nullable SecureSession session() {
    return session;
  }

  Election election() {
    return election;
  }

  StreamSocket socket() {
    return client;
  }

  TransportLoop loop() {
    return client.loop();
  }

  @Override
  public InetSocketAddress client() {
    return remote;
  }

  @Override
  public InetSocketAddress local() {
    return local;
  }

  @Override
  public String serverName() {
    return hello.serverName();
  }

  @Override
  public int clientAddressLength() {
    return ClientBytes.length(address, terms.wildcardBind());
  }

  @Override
  public byte clientAddressByte(int index) {
    return ClientBytes.at(address, terms.wildcardBind(), index);
  }

  @Override
  public String toString() {
    return remote + " -> " + local;
  }
}
