package io.weir.plugin.docker;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.web.ClientTls;
import io.weir.plugin.engine.EngineAddress;
import java.nio.file.Path;
import java.util.Optional;

/** The keys of {@code servers.X.discovery} for kind {@code docker}. */
public record DockerConfig(
    @Doc(
            "Where the engine listens: `unix:///path`, `tcp://host:port`, `http://host:port` or"
                + " `https://host:port`.")
        EngineAddress dockerEndpoint,
    @Doc("The port inside the containers. Each address that it is published at is a backend.")
        int dockerContainerPrivatePort,
    @Doc("The label that containers have to have, `key=value` or `key`; empty means any container.")
        @Default("")
        String dockerContainerLabel,
    @Doc(
            "The environment variable of a container that holds its backend's host; empty means"
                + " none is looked for.")
        @Default("")
        String dockerContainerHostEnvVar,
    @Doc("Whether the engine is asked over TLS. Has no effect on a unix socket.") @Default("false")
        boolean dockerTlsEnabled,
    @Doc("The certificate that is shown to the engine, in PEM; comes with `docker_tls_key_path`.")
        Optional<Path> dockerTlsCertPath,
    @Doc("The certificate's private key, in PEM.") Optional<Path> dockerTlsKeyPath,
    @Doc(
            "The CAs that the engine's certificate may be from, in PEM. Without it the certificate"
                + " is not verified.")
        Optional<Path> dockerTlsCacertPath) {

  /** Checks the port, and that certificate and key come together. */
  public DockerConfig {
    if (dockerContainerPrivatePort < 1 || dockerContainerPrivatePort > 65535) {
      throw new InvalidConfigException("docker_container_private_port", "a port from 1 to 65535");
    }
    if (dockerTlsEnabled) {
      var _ =
          ClientTls.ofKeys("docker_tls_", Optional.empty(), dockerTlsCertPath, dockerTlsKeyPath);
    }
  }
}
