package io.weir.core.tls;

import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.weir.core.certificate.CertificateFileException;
import io.weir.core.certificate.KeyStores;
import io.weir.core.certificate.TrustedCertificates;
import io.weir.core.config.Alpn;
import io.weir.core.config.BackendsTlsConfig;
import io.weir.core.config.SectionException;
import io.weir.core.config.TlsVersion;
import io.weir.core.connection.BackendTls;
import io.weir.core.transport.StreamSecurity;
import io.weir.core.transport.channel.ChannelSecurity;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes what a handshake with the backends of one server needs. */
final class ClientContexts implements BackendTls {
  private final String server;
  private final BackendsTlsConfig config;
  private final TlsEngine engine;
  private final CipherChoice ciphers;
  private final TrustManagerFactory trusted;
  private final @Nullable KeyManagerFactory own;
  private final ByProtocols contexts;

  /**
   * Reads the section's files.
   *
   * @throws SectionException if something in it cannot be used
   */
  ClientContexts(String server, BackendsTlsConfig config, TlsEngine engine) {
    this.server = server;
    this.config = config;
    this.engine = engine;
    this.ciphers =
        CipherChoice.of(
            server,
            "backends_tls.ciphers",
            config.ciphers(),
            config.minVersion() == TlsVersion.TLS1_3,
            engine);
    try {
      this.trusted =
          config.ignoreVerify()
              ? InsecureTrustManagerFactory.INSTANCE
              : KeyStores.trusting(authorities(server, config.rootCaCertPath()));
      this.own =
          config.certPath().isPresent() && config.keyPath().isPresent()
              ? KeyStores.showing(
                  TlsFactory.read(
                      server, "backends_tls", config.certPath().get(), config.keyPath().get()),
                  engine.keyManagers())
              : null;
    } catch (IllegalArgumentException e) {
      throw notTaken(e);
    }
    this.contexts =
        new ByProtocols(config.alpn().map(Alpn::protocols).orElse(List.of()), this::security);
  }

  private SectionException notTaken(Exception e) {
    return new SectionException(
        server, "backends_tls", "what the TLS engine takes: " + e.getMessage());
  }

  private ChannelSecurity security(List<String> offered) {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .protocols(ServerContexts.versions(config.minVersion(), config.maxVersion()))
            .trustManager(trusted);
    engine.applyTo(builder);
    ciphers.applyTo(builder, engine);
    ByProtocols.apply(builder, offered);
    if (config.ignoreVerify()) {
      builder.endpointIdentificationAlgorithm(null);
    }
    if (own != null) {
      builder.keyManager(own);
    }
    try {
      return ChannelSecurity.ofClient(builder.build(), config.sessionTickets());
    } catch (SSLException e) {
      throw notTaken(e);
    }
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
  public StreamSecurity towards(String host, List<String> passedOn) {
    ChannelSecurity security = passedOn.isEmpty() ? contexts.usual() : contexts.speaking(passedOn);
    return security.towards(host);
  }
}
