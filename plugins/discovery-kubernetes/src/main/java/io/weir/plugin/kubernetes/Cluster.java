package io.weir.plugin.kubernetes;

import io.weir.api.PluginContext;
import io.weir.api.config.HttpUrl;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.web.ClientTls;
import io.weir.api.web.WebService;
import java.util.Optional;

/**
 * A cluster, and who weir is there.
 *
 * @param server the base of its API; ends with a slash
 * @param authorities the CAs that its certificate is trusted by; empty means the system's
 * @param verified whether its certificate is looked at
 * @param certificate weir's own; empty if it has none
 * @param key of that certificate
 * @param credentials for each request
 * @param namespace where the service is
 * @param configKey the key that all this comes from
 */
record Cluster(
    HttpUrl server,
    Optional<Pem> authorities,
    boolean verified,
    Optional<Pem> certificate,
    Optional<Pem> key,
    Credentials credentials,
    String namespace,
    String configKey) {

  /**
   * Prepares to talk to it.
   *
   * @throws InvalidConfigException if a file of TLS cannot be used
   */
  WebService connect(PluginContext context) {
    try (Pem.OnDisk pems = new Pem.OnDisk(context.dataDirectory())) {
      return WebService.at(server, context)
          .header("Accept", "application/json")
          .tls(
              new ClientTls(
                  authorities.map(pems::file),
                  certificate.map(pems::file),
                  key.map(pems::file),
                  verified))
          .build();
    } catch (InvalidConfigException e) {
      throw new InvalidConfigException(configKey, "with " + e.key() + " being " + e.expected());
    }
  }
}
