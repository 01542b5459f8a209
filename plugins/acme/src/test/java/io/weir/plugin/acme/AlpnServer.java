package io.weir.plugin.acme;

import io.weir.api.certificate.StoredCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Speaks acme-tls/1 alone (RFC 8737), with the certificate for the name that is asked for. */
final class AlpnServer implements AutoCloseable {
  private final SSLServerSocket server;

  AlpnServer(Function<String, @Nullable StoredCertificate> certificates) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {new ByName(certificates)}, null, null);
    server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    SSLParameters parameters = server.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"acme-tls/1"});
    server.setSSLParameters(parameters);
    Thread.ofPlatform().daemon().start(this::accept);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        SSLSocket socket = (SSLSocket) server.accept();
        Thread.ofVirtual().start(() -> shakeHands(socket));
      } catch (IOException _) {
        // Closed.
      }
    }
  }

  private static void shakeHands(SSLSocket socket) {
    try (socket) {
      socket.startHandshake();
      // Until the other side closes.
      var _ = socket.getInputStream().read();
    } catch (IOException _) {
      // It looks elsewhere whether it succeeded.
    }
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The alias of a key is its name. */
  private static final class ByName extends X509ExtendedKeyManager {
    private final Function<String, @Nullable StoredCertificate> certificates;

    ByName(Function<String, @Nullable StoredCertificate> certificates) {
      this.certificates = certificates;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      if (socket instanceof SSLSocket tls
          && tls.getHandshakeSession() instanceof ExtendedSSLSession session
          && keyType.startsWith("EC")) {
        return session.getRequestedServerNames().stream()
            .filter(SNIHostName.class::isInstance)
            .map(name -> ((SNIHostName) name).getAsciiName())
            .filter(name -> certificates.apply(name) != null)
            .findFirst()
            .orElse(null);
      }
      return null;
    }

    private StoredCertificate of(String alias) {
      StoredCertificate certificate = certificates.apply(alias);
      if (certificate == null) {
        throw new IllegalStateException("it was withdrawn");
      }
      return certificate;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      try {
        return new X509Certificate[] {
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(of(alias).certificate().chain().getFirst()))
        };
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      try {
        return KeyFactory.getInstance(of(alias).key().algorithm())
            .generatePrivate(new PKCS8EncodedKeySpec(of(alias).key().pkcs8()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal[] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyType, Principal[] issuers, Socket socket) {
      return null;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
      return List.of().toArray(new String[0]);
    }
  }
}
