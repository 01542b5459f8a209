package io.weir.testkit.tls;

import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/**
 * A backend on loopback that speaks TLS: it tells each client the name in its certificate, in a
 * line, and ends.
 */
public final class TlsBackend implements AutoCloseable {
  private final SSLServerSocket listening;
  private final String greeting;

  private TlsBackend(SSLServerSocket listening, String greeting) {
    this.listening = listening;
    this.greeting = greeting;
  }

  /**
   * One with a certificate of an authority.
   *
   * @param protocols the application protocols that it speaks, the best first; none for no ALPN
   */
  public static TlsBackend with(
      TestAuthority authority, X509Bundle certificate, String... protocols) throws IOException {
    SSLServerSocket listening = authority.listening(certificate);
    SSLParameters parameters = listening.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    listening.setSSLParameters(parameters);
    TlsBackend backend =
        new TlsBackend(
            listening, certificate.getCertificate().getSubjectX500Principal().getName() + "\n");
    Thread.ofVirtual().name("tls-backend").start(backend::greetAll);
    return backend;
  }

  /** Its port. */
  public int port() {
    return listening.getLocalPort();
  }

  /** {@code host:port}, as a configuration names it. */
  public String address() {
    return "127.0.0.1:" + port();
  }

  private void greetAll() {
    while (!listening.isClosed()) {
      try (Socket client = listening.accept()) {
        client.getOutputStream().write(greeting.getBytes(StandardCharsets.UTF_8));
      } catch (IOException _) {
        // A handshake failed, which its client reports, or this was closed.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
