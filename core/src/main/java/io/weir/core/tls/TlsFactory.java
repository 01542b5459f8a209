package io.weir.core.tls;

import com.google.inject.Inject;
import io.weir.core.acme.NoCertificates;
import io.weir.core.acme.ObtainedCertificates;
import io.weir.core.certificate.CertificateFileException;
import io.weir.core.certificate.CertificateFiles;
import io.weir.core.certificate.CertificateRegistry;
import io.weir.core.certificate.CertificateSource;
import io.weir.core.certificate.ClientTrust;
import io.weir.core.certificate.FilePair;
import io.weir.core.certificate.KeyedChain;
import io.weir.core.certificate.SelfSigned;
import io.weir.core.certificate.WatchedFiles;
import io.weir.core.config.BackendsTlsConfig;
import io.weir.core.config.SectionException;
import io.weir.core.config.ServerConfig;
import io.weir.core.config.TlsConfig;
import io.weir.core.config.TlsVersion;
import io.weir.core.connection.BackendTls;
import io.weir.core.connection.ClientTls;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes TLS for servers, as their sections say. */
public final class TlsFactory {
  private static final BackendsTlsConfig ANYTHING =
      new BackendsTlsConfig(
          true,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          TlsVersion.TLS1_0,
          TlsVersion.TLS1_3,
          List.of(),
          Optional.empty(),
          false,
          Optional.empty());

  private final EngineChoice engine;
  private final ObtainedCertificates obtained;
  private final ChallengeContexts challenges;
  private final Duration watchPause;

  /**
   * Nothing is made yet.
   *
   * @param engine what handshakes are done with
   * @param obtained certificates that are in no files
   * @param challenges shows proofs to authorities
   */
  @Inject
  public TlsFactory(
      EngineChoice engine, ObtainedCertificates obtained, ChallengeContexts challenges) {
    this(engine, obtained, challenges, Duration.ofSeconds(1));
  }

  /**
   * The same, for tests.
   *
   * @param engine finds the engine; asked once
   * @param watchPause how long it waits at least between two looks at certificates' files
   */
  public TlsFactory(Supplier<TlsEngine> engine, Duration watchPause) {
    this(new EngineChoice(engine), watchPause);
  }

  private TlsFactory(EngineChoice engine, Duration watchPause) {
    this(engine, new NoCertificates(), new ChallengeContexts(engine), watchPause);
  }

  private TlsFactory(
      EngineChoice engine,
      ObtainedCertificates obtained,
      ChallengeContexts challenges,
      Duration watchPause) {
    this.engine = engine;
    this.obtained = obtained;
    this.challenges = challenges;
    this.watchPause = watchPause;
  }

  /**
   * TLS with clients. May block: it reads files.
   *
   * @param server the server's name
   * @param config its section, in which there is one on TLS
   * @throws SectionException if a certificate or anything else in the section cannot be used
   */
  public ClientTls withClients(String server, ServerConfig config) {
    TlsConfig tls =
        config
            .tls()
            .orElseThrow(() -> new SectionException(server, "tls", "a section, which TLS needs"));
    String owner = "servers." + server + ".tls";
    try {
      ClientTrust clients = clientTrust(owner, tls);
      WatchedFiles<TicketKeys> tickets = ticketKeys(owner, tls);
      ServerContexts contexts = new ServerContexts(server, tls, engine.engine(), clients, tickets);
      CertificateRegistry<Optional<ByProtocols>> certificates =
          CertificateRegistry.open(
              owner,
              sources(server, owner, tls),
              chain -> Optional.of(contexts.with(chain)),
              name -> standIn(name, contexts));
      if (clients != null) {
        clients.watch(certificates::renew);
      }
      if (tickets != null) {
        tickets.watch(owner + " tickets", watchPause, certificates::renew);
      }
      return new ServerTls(
          tls.handshakeTimeout().toNanos(),
          tls.alpn().orElse(null),
          certificates,
          challenges,
          () -> close(clients, tickets));
    } catch (CertificateFileException e) {
      throw wrongFile(server, tls, e);
    }
  }

  private List<CertificateSource> sources(String server, String owner, TlsConfig config) {
    List<CertificateSource> sources = new ArrayList<>();
    if (config.hasCertificates()) {
      sources.add(
          new CertificateFiles(
              owner, pairs(config), config.certificatesFolder().orElse(null), watchPause));
    }
    if (!config.acmeHosts().isEmpty()) {
      sources.add(obtained.forServer(server, config.acmeHosts()));
    }
    return sources;
  }

  /** What clients get for a name that has no certificate yet; empty for a refusal. */
  private Optional<ByProtocols> standIn(String name, ServerContexts contexts) {
    return switch (obtained.fallback()) {
      case REFUSE -> Optional.empty();
      case SELF_SIGNED -> {
        Instant now = Instant.now();
        // Clocks differ, and it may take a while until there is another.
        yield Optional.of(
            contexts.with(
                SelfSigned.of(
                    name, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(365)))));
      }
    };
  }

  private @Nullable ClientTrust clientTrust(String owner, TlsConfig config)
      throws CertificateFileException {
    return config.clientAuth() != TlsConfig.ClientAuth.NONE && config.clientCaCertPath().isPresent()
        ? ClientTrust.read(
            owner, config.clientCaCertPath().get(), config.clientCrlPath().orElse(null), watchPause)
        : null;
  }

  private static @Nullable WatchedFiles<TicketKeys> ticketKeys(String owner, TlsConfig config)
      throws CertificateFileException {
    if (config.sessionTicketKeys().isEmpty()) {
      return null;
    }
    Path file = config.sessionTicketKeys().get();
    return WatchedFiles.read(owner + ": ticket keys", List.of(file), () -> TicketKeys.read(file));
  }

  private static void close(
      @Nullable ClientTrust clients, @Nullable WatchedFiles<TicketKeys> tickets) {
    if (clients != null) {
      clients.close();
    }
    if (tickets != null) {
      tickets.close();
    }
  }

  /** The default first. */
  private static List<FilePair> pairs(TlsConfig config) {
    List<FilePair> pairs = new ArrayList<>();
    if (config.certPath().isPresent() && config.keyPath().isPresent()) {
      pairs.add(new FilePair(config.certPath().get(), config.keyPath().get()));
    }
    config.certificates().forEach(pair -> pairs.add(new FilePair(pair.certPath(), pair.keyPath())));
    return pairs;
  }

  /** Finds the key that names the file. Of a list of several it is said which file it is about. */
  private static SectionException wrongFile(
      String server, TlsConfig config, CertificateFileException e) {
    Map<String, Optional<Path>> single = new LinkedHashMap<>();
    single.put("cert_path", config.certPath());
    single.put("key_path", config.keyPath());
    single.put("certificates_folder", config.certificatesFolder());
    single.put("client_ca_cert_path", config.clientCaCertPath());
    single.put("client_crl_path", config.clientCrlPath());
    single.put("session_ticket_keys", config.sessionTicketKeys());
    // Where one file is named twice, it is the role that it has failed in.
    if (config.certPath().equals(config.keyPath())) {
      single.remove(e.configKey().equals("key_path") ? "cert_path" : "key_path");
    }
    return single.entrySet().stream()
        .filter(entry -> entry.getValue().filter(e.file()::equals).isPresent())
        .findFirst()
        .map(entry -> new SectionException(server, "tls." + entry.getKey(), e.expected()))
        .orElseGet(() ->
            new SectionException(
                server, "tls.certificates", "in " + e.file() + ": " + e.expected()));
  }

  static KeyedChain read(String server, String section, Path certificate, Path key) {
    try {
      return KeyedChain.read(certificate, key);
    } catch (CertificateFileException e) {
      throw new SectionException(server, section + "." + e.configKey(), e.expected());
    }
  }

  /**
   * TLS with backends. May block: it reads files.
   *
   * @param server the server's name
   * @param config its section
   * @param tls what it says on TLS with backends
   * @throws SectionException if a certificate or anything else in the section cannot be used
   */
  public BackendTls withBackends(String server, ServerConfig config, BackendsTlsConfig tls) {
    return new ClientContexts(server, tls, engine.engine());
  }

  /** TLS with a server of one's own, which may speak any version and show any certificate. */
  public BackendTls withItself() {
    return new ClientContexts("itself", ANYTHING, engine.engine());
  }
}
