package io.weir.core.tls;

import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.weir.core.certificate.KeyedChain;
import io.weir.core.config.SectionException;
import io.weir.core.config.TlsConfig;
import io.weir.core.config.TlsVersion;
import io.weir.core.transport.channel.ChannelSecurity;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes what a handshake with clients needs, for each certificate of one server. */
final class ServerContexts {
  private static final Logger logger = LoggerFactory.getLogger(ServerContexts.class);

  private final String server;
  private final TlsConfig config;
  private final TlsEngine engine;
  private final CipherChoice ciphers;

  /**
   * Looks at the section, and says what of it is not as one might expect.
   *
   * @throws SectionException if the engine has none of its ciphers
   */
  ServerContexts(String server, TlsConfig config, TlsEngine engine) {
    this.server = server;
    this.config = config;
    this.engine = engine;
    this.ciphers =
        CipherChoice.of(
            server, "tls.ciphers", config.suites(), config.lowest() == TlsVersion.TLS1_3, engine);
    if (config.lowest().compareTo(TlsVersion.TLS1_2) < 0) {
      logger.warn(
          "servers.{}.tls: versions below TLS 1.2 are spoken, which are broken (RFC 8996)", server);
    }
  }

  /** The versions from the lowest to the highest, by the engines' names. */
  static String[] versions(TlsVersion lowest, TlsVersion highest) {
    return Arrays.stream(TlsVersion.values())
        .filter(version -> version.compareTo(lowest) >= 0 && version.compareTo(highest) <= 0)
        .map(TlsVersion::engineName)
        .toArray(String[]::new);
  }

  /**
   * For one certificate.
   *
   * @throws SectionException if the engine does not take it
   */
  ChannelSecurity with(KeyedChain chain) {
    try {
      SslContext context = builder(chain).build();
      if (context instanceof ReferenceCountedOpenSslContext boring) {
        // Sessions are kept by clients, in tickets, or not at all: no table that strangers fill.
        boring.sessionContext().setSessionCacheEnabled(false);
      }
      return ChannelSecurity.ofServer(
          context, config.sessionTickets(), config.preferServerCiphers());
    } catch (SSLException e) {
      throw new SectionException(server, "tls", "what the TLS engine takes: " + e.getMessage());
    }
  }

  private SslContextBuilder builder(KeyedChain chain) {
    List<X509Certificate> certificates = chain.chain();
    SslContextBuilder builder =
        SslContextBuilder.forServer(chain.key(), certificates)
            .sslProvider(engine.provider())
            .protocols(versions(config.lowest(), config.highest()));
    ciphers.applyTo(builder, engine);
    if (engine.isNative()) {
      // On the loop: a signature takes less than handing it over and back.
      builder.option(OpenSslContextOption.USE_TASKS, false);
    }
    return builder;
  }
}
