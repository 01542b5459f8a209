package io.weir.core.tls;

import io.weir.core.certificate.CertificateRegistry;
import io.weir.core.certificate.CertificateStatus;
import io.weir.core.connection.ClientTls;
import io.weir.core.hello.ClientHello;
import io.weir.core.transport.StreamSecurity;
import java.util.List;

/** TLS with the clients of one server: a certificate for the name that they ask for. */
final class ServerTls implements ClientTls {
  private final long handshakeNanos;
  private final CertificateRegistry<? extends StreamSecurity> certificates;
  private final Runnable endOfWatches;

  /**
   * Begins.
   *
   * @param endOfWatches ends what else is followed for them
   */
  ServerTls(
      long handshakeNanos,
      CertificateRegistry<? extends StreamSecurity> certificates,
      Runnable endOfWatches) {
    this.handshakeNanos = handshakeNanos;
    this.certificates = certificates;
    this.endOfWatches = endOfWatches;
  }

  @Override
  public StreamSecurity towards(ClientHello hello) {
    return certificates.find(hello.serverName());
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
