package io.weir.plugin.consul.client;

import io.weir.api.PluginContext;
import io.weir.api.config.HttpUrl;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.config.Secret;
import io.weir.api.web.ClientTls;
import io.weir.api.web.WebService;
import java.util.Optional;

/**
 * Which agent or server of Consul is asked, and as whom.
 *
 * @param address where its HTTP API is; a name and password in it are sent as basic authentication
 * @param token an ACL token
 * @param datacenter which one is meant; the agent's own if empty
 * @param user for basic authentication, at a proxy before Consul
 * @param tls whom it is trusted to be, where the address is https
 */
public record ConsulAccess(
    HttpUrl address,
    Optional<Secret> token,
    Optional<String> datacenter,
    Optional<User> user,
    ClientTls tls) {

  /** Whom basic authentication names (RFC 7617). */
  public record User(String name, Secret password) {}

  /** Takes empty texts for what is left out, as gobetween's files have them. */
  public ConsulAccess {
    token = token.filter(secret -> !secret.value().isEmpty());
    datacenter = datacenter.filter(name -> !name.isEmpty());
  }

  /**
   * Checks that a token can be sent; its value is in no message.
   *
   * @param key the key that it stands at
   * @throws InvalidConfigException if it cannot
   */
  public static void checkToken(String key, Optional<Secret> token) {
    if (token.isPresent() && !token.get().value().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new InvalidConfigException(key, "a token of Consul's, without spaces");
    }
  }

  /** The service at that address; nothing is connected yet. */
  WebService open(PluginContext context) {
    WebService.Builder service = WebService.at(address, context).tls(tls);
    token.ifPresent(secret -> service.header("X-Consul-Token", secret.value()));
    user.ifPresent(known -> service.basicAuthorization(known.name(), known.password()));
    return service.build();
  }
}
