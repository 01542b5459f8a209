package io.weir.core.connection;

import io.weir.api.balance.ConnectionInfo;
import io.weir.core.hello.ClientHello;
import io.weir.core.hello.PlainAlert;
import io.weir.core.pool.Election;
import io.weir.core.pool.PoolMember;
import io.weir.core.transport.SecureSession;
import io.weir.core.transport.StreamSecurity;
import io.weir.core.transport.StreamSocket;
import io.weir.core.transport.TransportLoop;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one connection, from accept to its close reason: limit, access, ClientHello, TLS,
 * elect, connect (another backend if one refuses), PROXY header, relay. Where client and backend
 * are to agree on an application protocol, the client's handshake waits for the backend's. It
 * happens wholly on the client's event loop and knows neither channels nor descriptors, so it is
 * the same over every transport.
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
  private List<String> passedOn = List.of();
  private long handshakeNanos;

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
    handshakeNanos = restOf(tls.handshakeNanos());
    StreamSecurity proof = tls.proof(said);
    if (proof != null) {
      Proving proving = new Proving(this, handshakeNanos);
      state = proving;
      client.secure(proof, proving);
      return;
    }
    PlainAlert refusal = tls.refusal(said);
    if (refusal != null) {
      refuse(refusal, "there is no certificate for the name yet");
      return;
    }
    passedOn = tls.passedOn(said);
    if (!passedOn.isEmpty()) {
      elect();
      return;
    }
    StreamSecurity security = tls.towards(said);
    if (security == null) {
      noProtocol("none of its application protocols is spoken here");
      return;
    }
    secure(security, null);
  }

  private void secure(StreamSecurity security, @Nullable Reached backend) {
    Securing securing = new Securing(this, backend, handshakeNanos);
    state = securing;
    client.secure(security, securing);
  }

  /** What the hello has left of it. */
  private long restOf(long nanos) {
    return nanos == 0 ? 0 : Math.max(1, nanos - tally.lengthNanos());
  }

  void secured(SecureSession agreed, @Nullable Reached backend) {
    tally.identified(agreed.peer());
    if (backend == null) {
      elect();
    } else {
      relay(backend);
    }
  }

  void noProtocol(String cause) {
    refuse(PlainAlert.NO_APPLICATION_PROTOCOL, cause);
  }

  private void refuse(PlainAlert alert, String cause) {
    client.write(alert.bytes());
    handshakeFailed(cause);
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

  /** A backend is there. */
  void reached(Reached backend) {
    group.ledger().connected(tally);
    ClientTls tls = terms.clientTls();
    if (tls == null || passedOn.isEmpty()) {
      relay(backend);
    } else {
      secure(tls.towards(hello, backend.protocol()), backend);
    }
  }

  private void relay(Reached backend) {
    Relaying relaying = new Relaying(this, backend);
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

  boolean isServedBy(Set<PoolMember> backends) {
    PoolMember backend = state.backend();
    return backend != null && backends.contains(backend);
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

  /** The client's application protocols that its backend is to choose from; empty for none. */
  List<String> passedOn() {
    return passedOn;
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
