package io.weir.core.tls;

import io.weir.core.certificate.CertificateRegistry;
import io.weir.core.certificate.CertificateStatus;
import io.weir.core.config.Alpn;
import io.weir.core.connection.ClientTls;
import io.weir.core.hello.ClientHello;
import io.weir.core.transport.StreamSecurity;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** TLS with the clients of one server: a certificate for the name that they ask for. */
final class ServerTls implements ClientTls {
  private final long handshakeNanos;
  private final @Nullable Alpn alpn;
  private final CertificateRegistry<ByProtocols> certificates;
  private final Runnable endOfWatches;

  /**
   * Begins.
   *
   * @param alpn what is said of application protocols; null for nothing
   * @param endOfWatches ends what else is followed for them
   */
  ServerTls(
      long handshakeNanos,
      @Nullable Alpn alpn,
      CertificateRegistry<ByProtocols> certificates,
      Runnable endOfWatches) {
    this.handshakeNanos = handshakeNanos;
    this.alpn = alpn;
    this.certificates = certificates;
    this.endOfWatches = endOfWatches;
  }

  @Override
  public @Nullable StreamSecurity towards(ClientHello hello) {
    return isSpokenWith(hello) ? certificates.find(hello.serverName()).usual() : null;
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
    return certificates
        .find(hello.serverName())
        .speaking(protocol == null ? List.of() : List.of(protocol));
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
