package io.weir.plugin.http;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.web.WebAccess;
import java.util.Optional;

/** The keys of {@code servers.X.healthcheck} for kind {@code grpc}. */
public record GrpcCheckConfig(
    @Doc("The service that is asked about; empty means the server as a whole.") @Default("")
        String grpcService,
    @Doc("Speaks TLS, and verifies the certificate for the check's server name.") @Default("false")
        boolean grpcTls,
    @Doc("How weir is let in, and whom it trusts; headers are sent as metadata.")
        Optional<WebAccess> grpcAccess) {

  /** Checks what belongs together. */
  public GrpcCheckConfig {
    if (!grpcTls) {
      grpcAccess.ifPresent(access -> access.refuseTls("grpc_access"));
    }
  }
}
