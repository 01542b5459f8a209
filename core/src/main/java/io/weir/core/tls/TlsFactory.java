package io.weir.core.tls;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.inject.Inject;
import io.weir.core.certificate.CertificateFileException;
import io.weir.core.certificate.CertificateFiles;
import io.weir.core.certificate.CertificateRegistry;
import io.weir.core.certificate.FilePair;
import io.weir.core.certificate.KeyedChain;
import io.weir.core.config.BackendsTlsConfig;
import io.weir.core.config.SectionException;
import io.weir.core.config.ServerConfig;
import io.weir.core.config.TlsConfig;
import io.weir.core.connection.BackendTls;
import io.weir.core.connection.ClientTls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes TLS for servers, as their sections say. The engine is looked for with the first of them.
 */
public final class TlsFactory {
  private final Supplier<TlsEngine> engine;

  private final Duration watchPause;

  /** No engine was looked for yet. */
  @Inject
  public TlsFactory() {
    this(TlsEngine::best, Duration.ofSeconds(1));
  }

  /**
   * The same, for tests.
   *
   * @param engine finds the engine; asked once
   * @param watchPause how long it waits at least between two looks at certificates' files
   */
  public TlsFactory(java.util.function.Supplier<TlsEngine> engine, Duration watchPause) {
    this.engine = Suppliers.memoize(engine::get);
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
    ServerContexts contexts = new ServerContexts(server, tls, engine.get());
    String owner = "servers." + server + ".tls";
    CertificateFiles files =
        new CertificateFiles(owner, pairs(tls), tls.certificatesFolder().orElse(null), watchPause);
    try {
      return new ServerTls(
          tls.handshakeTimeout().toNanos(),
          CertificateRegistry.open(owner, List.of(files), contexts::with));
    } catch (CertificateFileException e) {
      throw new SectionException(server, "tls." + key(tls, e), expected(tls, e));
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

  private static boolean isDefault(TlsConfig config, CertificateFileException e) {
    return config.certPath().filter(e.file()::equals).isPresent()
        || config.keyPath().filter(e.file()::equals).isPresent();
  }

  private static String key(TlsConfig config, CertificateFileException e) {
    if (isDefault(config, e)) {
      return e.configKey();
    }
    return config.certificatesFolder().filter(e.file()::equals).isPresent()
        ? "certificates_folder"
        : "certificates";
  }

  /** Of a list of several it is said which file it is about. */
  private static String expected(TlsConfig config, CertificateFileException e) {
    return key(config, e).equals("certificates")
        ? "in " + e.file() + ": " + e.expected()
        : e.expected();
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
    return new ClientContexts(server, tls, engine.get());
  }
}
