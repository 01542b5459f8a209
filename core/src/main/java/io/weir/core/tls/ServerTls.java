package io.weir.core.tls;

import io.weir.core.certificate.CertificateRegistry;
import io.weir.core.certificate.CertificateStatus;
import io.weir.core.config.Alpn;
import io.weir.core.connection.ClientTls;
import io.weir.core.hello.ClientHello;
import io.weir.core.hello.PlainAlert;
import io.weir.core.transport.StreamSecurity;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** TLS with the clients of one server: a certificate for the name that they ask for. */
final class ServerTls implements ClientTls {
  private final long handshakeNanos;
  private final @Nullable Alpn alpn;
  private final CertificateRegistry<Optional<ByProtocols>> certificates;
  private final ChallengeContexts challenges;
  private final Runnable endOfWatches;

  /**
   * Begins.
   *
   * @param alpn what is said of application protocols; null for nothing
   * @param certificates what handshakes are done with; empty for names that have none yet
   * @param challenges what authorities are shown
   * @param endOfWatches ends what else is followed for them
   */
  ServerTls(
      long handshakeNanos,
      @Nullable Alpn alpn,
      CertificateRegistry<Optional<ByProtocols>> certificates,
      ChallengeContexts challenges,
      Runnable endOfWatches) {
    this.handshakeNanos = handshakeNanos;
    this.alpn = alpn;
    this.certificates = certificates;
    this.challenges = challenges;
    this.endOfWatches = endOfWatches;
  }

  @Override
  public @Nullable StreamSecurity proof(ClientHello hello) {
    return challenges.find(hello);
  }

  @Override
  public @Nullable PlainAlert refusal(ClientHello hello) {
    return certificates.find(hello.serverName()).isEmpty() ? PlainAlert.UNRECOGNIZED_NAME : null;
  }

  /**
   * For a client that was not refused, which may be a while ago. A folder may have lost the
   * certificate for the name since then, but a server that has any has one for ever.
   */
  private ByProtocols contexts(ClientHello hello) {
    return certificates.find(hello.serverName()).or(() -> certificates.find("")).orElseThrow();
  }

  @Override
  public @Nullable StreamSecurity towards(ClientHello hello) {
    return isSpokenWith(hello) ? contexts(hello).usual() : null;
  }

  /** BoringSSL would go on without a protocol (RFC 7301 section 3.2 wants an alert). */
  private boolean isSpokenWith(ClientHello hello) {
    return alpn == null
        || alpn.isPassedThrough()
        || hello.protocols().isEmpty()
        || !Collections.disjoint(alpn.protocols(), hello.protocols());
  }

  @Override
  public List<String> passedOn(ClientHello hello) {
    return alpn != null && alpn.isPassedThrough() ? Alpn.passable(hello.protocols()) : List.of();
  }

  @Override
  public StreamSecurity towards(ClientHello hello, @Nullable String protocol) {
    return contexts(hello).speaking(protocol == null ? List.of() : List.of(protocol));
  }

  @Override
  public long handshakeNanos() {
    return handshakeNanos;
  }

  @Override
  public List<CertificateStatus> certificates() {
    return certificates.all();
  }

  @Override
  public void close() {
    certificates.close();
    endOfWatches.run();
  }
}
