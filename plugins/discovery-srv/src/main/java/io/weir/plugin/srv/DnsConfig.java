package io.weir.plugin.srv;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.HostPort;
import io.weir.api.config.InvalidConfigException;
import java.util.Optional;

/** The keys of {@code servers.X.discovery} for kind {@code dns}. */
public record DnsConfig(
    @Doc("The name whose addresses are the backends.") LookupName dnsName,
    @Doc("The port of every backend.") int dnsPort,
    @Doc(
            "Which name server is asked, `host:port`. Left out: those of `/etc/resolv.conf`, which is"
                + " read again each time.")
        Optional<HostPort> dnsServer,
    @Doc("What is asked over: `udp`, and TCP for an answer that does not fit, or `tcp`.")
        @Default("udp")
        DnsProtocol dnsProtocol,
    @Doc(
            "Which addresses count: `ipv4` (A records), `ipv6` (AAAA records), or `any`, which is both.")
        @Default("any")
        AddressFamily dnsAddressFamily) {

  /** Checks the ports. */
  public DnsConfig {
    if (dnsPort < 1 || dnsPort > 65535) {
      throw new InvalidConfigException("dns_port", "a port from 1 to 65535");
    }
    dnsServer.ifPresent(server -> NameServers.requirePort("dns_server", server));
  }
}
