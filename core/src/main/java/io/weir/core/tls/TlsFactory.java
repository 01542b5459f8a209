package io.weir.core.tls;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.inject.Inject;
import io.weir.core.certificate.CertificateFileException;
import io.weir.core.certificate.CertificateTable;
import io.weir.core.certificate.KeyedChain;
import io.weir.core.config.BackendsTlsConfig;
import io.weir.core.config.SectionException;
import io.weir.core.config.ServerConfig;
import io.weir.core.config.TlsConfig;
import io.weir.core.connection.BackendTls;
import io.weir.core.connection.ClientTls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes TLS for servers, as their sections say. The engine is looked for with the first of them.
 */
public final class TlsFactory {
  private final Supplier<TlsEngine> engine = Suppliers.memoize(TlsEngine::best);

  /** No engine was looked for yet. */
  @Inject
  public TlsFactory() {}

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
    return new ServerTls(
        tls.handshakeTimeout().toNanos(), CertificateTable.of(chains(server, tls), contexts::with));
  }

  private static List<KeyedChain> chains(String server, TlsConfig config) {
    List<KeyedChain> chains = new ArrayList<>();
    if (config.certPath().isPresent() && config.keyPath().isPresent()) {
      chains.add(read(server, "tls", config.certPath().get(), config.keyPath().get()));
    }
    return chains;
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
