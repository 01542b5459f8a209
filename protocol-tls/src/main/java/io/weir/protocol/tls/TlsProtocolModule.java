package io.weir.protocol.tls;

import io.weir.core.config.SectionProblems;
import io.weir.core.config.ServerConfig;
import io.weir.core.config.TlsConfig;
import io.weir.core.server.ProtocolModule;

/** Contributes protocol {@code tls}. */
public final class TlsProtocolModule extends ProtocolModule {

  /** Called by {@link java.util.ServiceLoader}. */
  public TlsProtocolModule() {
    super("tls", TlsProtocol.class);
  }

  @Override
  public void check(ServerConfig config, SectionProblems problems) {
    if (config.tls().isEmpty()) {
      problems.report("tls", "a section `tls`, which protocol `tls` needs");
      return;
    }
    TlsConfig tls = config.tls().get();
    if (!tls.hasCertificates() && tls.acmeHosts().isEmpty()) {
      problems.report(
          "tls",
          "`cert_path` and `key_path`, `certificates`, `certificates_folder` or `acme_hosts`");
    }
  }
}
