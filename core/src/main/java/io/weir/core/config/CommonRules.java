package io.weir.core.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules that hold for servers of every protocol. It remembers the servers it has seen, because
 * two must not have the same address.
 */
final class CommonRules implements ServerRule {
  private static final String UDP = "udp";

  private final Set<String> protocols;
  private final Addresses addresses;

  CommonRules(Set<String> protocols, Addresses addresses) {
    this.protocols = new TreeSet<>(protocols);
    this.addresses = addresses;
  }

  @Override
  public void check(String server, ServerConfig config, SectionProblems problems) {
    protocol(config, problems);
    address(server, config, problems);
    if (config.protocol().equals(UDP)) {
      notForUdp("backends_tls", config.backendsTls().isPresent(), problems);
      notForUdp("proxy_protocol", config.proxyProtocol().isPresent(), problems);
      notForUdp("sni", config.sni().isPresent(), problems);
      notForUdp(
          "backends.on_backend_down",
          config.backends().filter(BackendsConfig::closesWhenDown).isPresent(),
          problems);
    }
    config.tls().ifPresent(tls -> tls(tls, problems));
    config.backendsTls().ifPresent(tls -> backendsTls(tls, problems));
    alpn(
        config.tls().flatMap(TlsConfig::alpn).filter(Alpn::isPassedThrough).isPresent(),
        config.backendsTls(),
        problems);
    config
        .healthcheck()
        .filter(check -> check.settings().interval().isZero())
        .ifPresent(
            check -> problems.report("healthcheck.interval", "a duration above 0, e.g. \"2s\""));
  }

  private void protocol(ServerConfig config, SectionProblems problems) {
    if (!protocols.contains(config.protocol())) {
      problems.report(
          "protocol",
          "one of " + String.join(", ", protocols),
          Nearest.to(config.protocol(), protocols));
    }
  }

  private void address(String server, ServerConfig config, SectionProblems problems) {
    String other =
        addresses.take(
            config.protocol().equals(UDP), config.bind(), "server " + Shown.quoted(server));
    if (other != null) {
      problems.report("bind", addressOfItsOwn(other));
    }
  }

  /** What is expected of an address that somebody has. */
  static String addressOfItsOwn(String holder) {
    return "an address of its own; " + holder + " has this one";
  }

  private static void notForUdp(String section, boolean present, SectionProblems problems) {
    if (present) {
      problems.report(section, "nothing with protocol `udp`");
    }
  }

  private static void tls(TlsConfig tls, SectionProblems problems) {
    pair("tls", tls.certPath().isPresent(), tls.keyPath().isPresent(), problems);
    versions("tls", tls.lowest(), tls.highest(), problems);
    ciphers("tls", tls.ciphers(), problems);
    if (tls.profile().isPresent()) {
      notBesideProfile("min_version", tls.minVersion().isPresent(), problems);
      notBesideProfile("max_version", tls.maxVersion().isPresent(), problems);
      notBesideProfile("ciphers", !tls.ciphers().isEmpty(), problems);
    }
    clientAuth(tls, problems);
    if (tls.sessionTicketKeys().isPresent() && !tls.sessionTickets()) {
      problems.report("tls.session_ticket_keys", "nothing, unless `session_tickets` is true");
    }
  }

  private static void clientAuth(TlsConfig tls, SectionProblems problems) {
    boolean asked = tls.clientAuth() != TlsConfig.ClientAuth.NONE;
    if (asked && tls.clientCaCertPath().isEmpty()) {
      problems.report("tls.client_ca_cert_path", "a path: whose certificates `client_auth` takes");
    }
    if (!asked && tls.clientCaCertPath().isPresent()) {
      problems.report("tls.client_ca_cert_path", "nothing, unless `client_auth` asks clients");
    }
    if (!asked && tls.clientCrlPath().isPresent()) {
      problems.report("tls.client_crl_path", "nothing, unless `client_auth` asks clients");
    }
  }

  private static void backendsTls(BackendsTlsConfig tls, SectionProblems problems) {
    pair("backends_tls", tls.certPath().isPresent(), tls.keyPath().isPresent(), problems);
    versions("backends_tls", tls.minVersion(), tls.maxVersion(), problems);
    ciphers("backends_tls", tls.ciphers(), problems);
  }

  private static void alpn(
      boolean passedThrough, Optional<BackendsTlsConfig> backends, SectionProblems problems) {
    if (passedThrough && backends.isEmpty()) {
      problems.report(
          "tls.alpn", "protocols; `passthrough` goes with TLS with backends, `backends_tls`");
    }
    Optional<Alpn> own = backends.flatMap(BackendsTlsConfig::alpn);
    if (own.filter(Alpn::isPassedThrough).isPresent()) {
      problems.report("backends_tls.alpn", "protocols; `passthrough` is for `tls.alpn`");
    } else if (passedThrough && own.isPresent()) {
      problems.report("backends_tls.alpn", "nothing while `tls.alpn` passes on what clients offer");
    }
  }

  private static void ciphers(String section, List<String> names, SectionProblems problems) {
    for (String name : names) {
      if (!CipherSuites.knows(name)) {
        problems.report(
            section + ".ciphers",
            "cipher suites by their IANA names; \"" + name + "\" is none",
            CipherSuites.nearestTo(name));
      }
    }
  }

  private static void notBesideProfile(String key, boolean present, SectionProblems problems) {
    if (present) {
      problems.report("tls." + key, "nothing beside `profile`, which says it");
    }
  }

  private static void pair(String section, boolean cert, boolean key, SectionProblems problems) {
    if (cert != key) {
      String missing = cert ? "key_path" : "cert_path";
      problems.report(
          section + "." + missing, "a path, because `cert_path` and `key_path` go together");
    }
  }

  private static void versions(
      String section, TlsVersion min, TlsVersion max, SectionProblems problems) {
    if (min.compareTo(max) > 0) {
      problems.report(section + ".min_version", "a version that is not above `max_version`");
    }
  }
}
