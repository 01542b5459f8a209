package io.weir.core.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.weir.core.certificate.ClientAuthorities;
import io.weir.core.certificate.ClientTrust;
import io.weir.core.certificate.KeyStores;
import io.weir.core.certificate.KeyedChain;
import io.weir.core.certificate.WatchedFiles;
import io.weir.core.config.Alpn;
import io.weir.core.config.SectionException;
import io.weir.core.config.TlsConfig;
import io.weir.core.config.TlsVersion;
import io.weir.core.transport.channel.ChannelSecurity;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes what a handshake with clients needs, for each certificate of one server. */
final class ServerContexts {
  private static final Logger logger = LoggerFactory.getLogger(ServerContexts.class);

  private final String server;
  private final TlsConfig config;
  private final TlsEngine engine;
  private final @Nullable ClientTrust clients;
  private final @Nullable WatchedFiles<TicketKeys> tickets;
  private final CipherChoice ciphers;
  private final List<String> protocols;
  private final TrustManagerFactory nobody = KeyStores.trusting(List.of());

  /**
   * Looks at the section, and says what of it is not as one might expect.
   *
   * @param clients whom certificates of clients are taken from; null if they are not asked for any
   * @param tickets the keys of session tickets; null if the engine makes its own
   * @throws SectionException if the engine has none of its ciphers
   */
  ServerContexts(
      String server,
      TlsConfig config,
      TlsEngine engine,
      @Nullable ClientTrust clients,
      @Nullable WatchedFiles<TicketKeys> tickets) {
    this.clients = clients;
    this.tickets = tickets;
    this.server = server;
    this.config = config;
    this.engine = engine;
    this.protocols = config.alpn().map(Alpn::protocols).orElse(List.of());
    this.ciphers =
        CipherChoice.of(
            server, "tls.ciphers", config.suites(), config.lowest() == TlsVersion.TLS1_3, engine);
    if (config.lowest().compareTo(TlsVersion.TLS1_2) < 0) {
      logger.warn(
          "servers.{}.tls: versions below TLS 1.2 are spoken, which are broken (RFC 8996)", server);
    }
    if (tickets != null && !engine.isNative()) {
      logger.warn(
          "servers.{}.tls.session_ticket_keys: passed over, because the JDK's engine has its own",
          server);
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
   * For one certificate, by what holds now of the rest.
   *
   * @throws SectionException if the engine does not take it
   */
  ByProtocols with(KeyedChain chain) {
    ClientAuthorities authorities = clients == null ? null : clients.current();
    try {
      Parts parts =
          new Parts(
              KeyStores.showing(chain, engine.keyManagers()),
              authorities,
              authorities == null ? null : verifier(authorities),
              tickets == null ? null : tickets.current());
      return new ByProtocols(protocols, spoken -> security(parts, spoken));
    } catch (IllegalArgumentException e) {
      throw notTaken(e);
    }
  }

  /** What contexts for the same certificate have in common. */
  private record Parts(
      KeyManagerFactory own,
      @Nullable ClientAuthorities authorities,
      @Nullable X509TrustManager verifier,
      @Nullable TicketKeys tickets) {}

  private SectionException notTaken(Exception e) {
    return new SectionException(server, "tls", "what the TLS engine takes: " + e.getMessage());
  }

  private X509TrustManager verifier(ClientAuthorities authorities) {
    return engine.isNative() ? new ClientVerifier(authorities.verifier()) : authorities.verifier();
  }

  private ChannelSecurity security(Parts parts, List<String> spoken) {
    try {
      SslContext context = builder(parts, spoken).build();
      if (context instanceof ReferenceCountedOpenSslContext boring) {
        // Sessions are kept by clients, in tickets, or not at all: no table that strangers fill.
        boring.sessionContext().setSessionCacheEnabled(false);
        bindSessions(boring, parts.authorities());
        if (parts.tickets() != null) {
          parts.tickets().applyTo(boring.sessionContext());
        }
      }
      return ChannelSecurity.ofServer(
          context, config.sessionTickets(), config.preferServerCiphers());
    } catch (SSLException e) {
      throw notTaken(e);
    }
  }

  /**
   * A session is resumed only where clients are asked in the same way and verified by the same
   * files: a ticket of a server that needs no certificate, or of before a revocation, is no way
   * around it.
   */
  private void bindSessions(
      ReferenceCountedOpenSslContext boring, @Nullable ClientAuthorities authorities) {
    if (authorities != null
        && boring.sessionContext() instanceof OpenSslServerSessionContext sessions
        && !sessions.setSessionIdContext(authorities.digest(config.clientAuth().name()))) {
      throw new SectionException(server, "tls.client_auth", "what the TLS engine takes");
    }
  }

  private SslContextBuilder builder(Parts parts, List<String> spoken) {
    SslContextBuilder builder =
        SslContextBuilder.forServer(parts.own())
            .protocols(versions(config.lowest(), config.highest()));
    engine.applyTo(builder);
    ciphers.applyTo(builder, engine);
    ByProtocols.apply(builder, spoken);
    if (parts.verifier() == null) {
      // Nobody is asked; left out, it would stand for all that Java trusts, in every context.
      builder.trustManager(nobody);
    } else {
      builder
          .clientAuth(
              config.clientAuth() == TlsConfig.ClientAuth.REQUIRE
                  ? ClientAuth.REQUIRE
                  : ClientAuth.OPTIONAL)
          .trustManager(parts.verifier());
    }
    return builder;
  }
}
