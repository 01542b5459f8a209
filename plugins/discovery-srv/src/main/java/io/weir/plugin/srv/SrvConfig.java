package io.weir.plugin.srv;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.HostPort;

/** The keys of {@code servers.X.discovery} for kind {@code srv}. */
public record SrvConfig(
    @Doc("Which name server is asked, `host:port`.") HostPort srvLookupServer,
    @Doc("Whose SRV records are asked for, e.g. `_web._tcp.example.org.`.")
        LookupName srvLookupPattern,
    @Doc("What is asked over: `udp`, and TCP for an answer that does not fit, or `tcp`.")
        @Default("udp")
        DnsProtocol srvDnsProtocol) {

  /** Checks the port. */
  public SrvConfig {
    NameServers.requirePort("srv_lookup_server", srvLookupServer);
  }
}
