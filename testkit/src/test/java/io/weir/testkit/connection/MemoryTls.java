package io.weir.testkit.connection;

import io.weir.core.certificate.CertificateStatus;
import io.weir.core.connection.ClientTls;
import io.weir.core.hello.ClientHello;
import io.weir.core.hello.PlainAlert;
import io.weir.core.transport.StreamSecurity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TLS that a test plays.
 *
 * @param passesOn whether backends are offered what clients offer
 * @param asked what it was asked for, in order
 */
record MemoryTls(long handshakeNanos, boolean passesOn, List<String> asked) implements ClientTls {
  static final StreamSecurity ANY = new StreamSecurity() {};

  /** A name for which there is no certificate. */
  static final String REFUSED = "refused.example";

  static MemoryTls of(Duration handshake) {
    return new MemoryTls(handshake.toNanos(), false, new ArrayList<>());
  }

  static MemoryTls passingOn(Duration handshake) {
    return new MemoryTls(handshake.toNanos(), true, new ArrayList<>());
  }

  /** Whatever the name, a proof is published for it. */
  @Override
  public @Nullable StreamSecurity proof(ClientHello hello) {
    return hello.protocols().equals(List.of("acme-tls/1")) ? ANY : null;
  }

  @Override
  public @Nullable PlainAlert refusal(ClientHello hello) {
    return hello.serverName().equals(REFUSED) ? PlainAlert.UNRECOGNIZED_NAME : null;
  }

  @Override
  public StreamSecurity towards(ClientHello hello) {
    asked.add("client");
    return ANY;
  }

  @Override
  public List<String> passedOn(ClientHello hello) {
    return passesOn ? hello.protocols() : List.of();
  }

  @Override
  public StreamSecurity towards(ClientHello hello, @Nullable String protocol) {
    asked.add("client " + protocol);
    return ANY;
  }

  /** Is TLS with backends. */
  StreamSecurity towardsBackend(String host, List<String> protocols) {
    asked.add("backend " + protocols);
    return ANY;
  }

  @Override
  public List<CertificateStatus> certificates() {
    return List.of();
  }

  @Override
  public void close() {}
}
