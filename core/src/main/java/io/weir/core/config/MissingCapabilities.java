package io.weir.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a configuration may ask for that this version cannot do yet. A check accepts it, a start
 * does not. What becomes available is taken off here, and with the last entry the class goes.
 */
public final class MissingCapabilities {
  /** Kinds of discovery whose plugin is not there yet. */
  static final Set<String> DISCOVERY_KINDS = Set.of("consul", "docker", "lxd", "srv");

  private final List<String> lines = new ArrayList<>();

  private MissingCapabilities() {}

  /**
   * What a start with this configuration would lack, a line each, naming section and capability.
   */
  public static List<String> of(WeirConfig config) {
    MissingCapabilities missing = new MissingCapabilities();
    missing.global(config);
    config.servers().forEach(missing::server);
    return List.copyOf(missing.lines);
  }

  private void global(WeirConfig config) {
    addIf(config.acme().isPresent(), "acme", "certificates by ACME");
  }

  private void server(String name, ServerConfig config) {
    String server = "servers." + name + ".";
    addIf(
        config.tls().filter(tls -> !tls.acmeHosts().isEmpty()).isPresent(),
        server + "tls.acme_hosts",
        "certificates by ACME");
    String kind = config.discovery().kind();
    addIf(
        config.discovery().own() instanceof NoKeys && DISCOVERY_KINDS.contains(kind),
        server + "discovery.kind",
        "discovery \"" + kind + "\"");
  }

  private void addIf(boolean asked, String section, String capability) {
    if (asked) {
      lines.add(section + ": " + capability + " is not available in this version");
    }
  }
}
