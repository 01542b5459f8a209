package io.weir.core.tls;

import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.weir.core.certificate.CertificateFileException;
import io.weir.core.certificate.KeyedChain;
import io.weir.core.certificate.TrustedCertificates;
import io.weir.core.config.BackendsTlsConfig;
import io.weir.core.config.SectionException;
import io.weir.core.config.TlsVersion;
import io.weir.core.connection.BackendTls;
import io.weir.core.transport.SecureSession;
import io.weir.core.transport.StreamSecurity;
import io.weir.core.transport.channel.ChannelSecurity;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Makes what a handshake with the backends of one server needs. */
final class ClientContexts implements BackendTls {
  private final ChannelSecurity security;

  /**
   * Reads the section's files.
   *
   * @throws SectionException if something in it cannot be used
   */
  ClientContexts(String server, BackendsTlsConfig config, TlsEngine engine) {
    CipherChoice ciphers =
        CipherChoice.of(
            server,
            "backends_tls.ciphers",
            config.ciphers(),
            config.minVersion() == TlsVersion.TLS1_3,
            engine);
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(engine.provider())
            .protocols(ServerContexts.versions(config.minVersion(), config.maxVersion()));
    ciphers.applyTo(builder, engine);
    trust(builder, server, config);
    if (config.certPath().isPresent() && config.keyPath().isPresent()) {
      KeyedChain own =
          TlsFactory.read(server, "backends_tls", config.certPath().get(), config.keyPath().get());
      builder.keyManager(own.key(), own.chain());
    }
    if (engine.isNative()) {
      builder.option(OpenSslContextOption.USE_TASKS, false);
    }
    try {
      this.security = ChannelSecurity.ofClient(builder.build(), config.sessionTickets());
    } catch (SSLException e) {
      throw new SectionException(
          server, "backends_tls", "what the TLS engine takes: " + e.getMessage());
    }
  }

  private static void trust(SslContextBuilder builder, String server, BackendsTlsConfig config) {
    if (config.ignoreVerify()) {
      builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
      builder.endpointIdentificationAlgorithm(null);
      return;
    }
    builder.trustManager(authorities(server, config.rootCaCertPath()));
  }

  private static List<X509Certificate> authorities(String server, Optional<Path> file) {
    try {
      return file.isPresent()
          ? TrustedCertificates.read(file.get())
          : TrustedCertificates.ofTheSystem();
    } catch (CertificateFileException e) {
      throw new SectionException(server, "backends_tls.root_ca_cert_path", e.expected());
    }
  }

  @Override
  public StreamSecurity towards(String host, @Nullable SecureSession client) {
    return security.towards(host);
  }
}
