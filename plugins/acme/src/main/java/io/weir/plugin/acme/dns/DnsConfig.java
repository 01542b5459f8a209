package io.weir.plugin.acme.dns;

import io.weir.api.config.CommandLine;
import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.HostPort;
import io.weir.api.config.InvalidConfigException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Section {@code acme.dns}: how the record for dns-01 gets into the DNS. */
public record DnsConfig(
    @Doc("The primary name server, which takes dynamic updates (RFC 2136), as `host:port`.")
        Optional<HostPort> server,
    @Doc("The key that updates are signed with; they are not signed if left out.")
        Optional<TsigConfig> tsig,
    @Doc("The zone that is updated; the server is asked for it if left out.") Optional<String> zone,
    @Doc("How long resolvers may keep the record, in whole seconds.") @Default("60s") Duration ttl,
    @Doc(
            "A program that changes the DNS instead, run with `present NAME VALUE` and `cleanup NAME"
                + " VALUE` after its own arguments. It ends with exit code 0 once the TXT record is there.")
        Optional<CommandLine> exec,
    @Doc(
            "Name servers that have to show the record before the CA is told of it; with `server`, that"
                + " one if left out.")
        List<HostPort> checkServers,
    @Doc(
            "The resolver that is asked where a CNAME at `_acme-challenge` leads; if left out, `server`,"
                + " and the system's resolver for what that does not know.")
        Optional<HostPort> resolver,
    @Doc("How long the program may run, and how long it may take until the record is shown.")
        @Default("2m")
        Duration timeout) {

  /** Checks what the types do not show. */
  public DnsConfig {
    checkServers = List.copyOf(checkServers);
    if (server.isPresent() == exec.isPresent()) {
      throw new InvalidConfigException("", "one of server and exec, for challenge \"dns\"");
    }
    if (ttl.toSeconds() < 1) {
      throw new InvalidConfigException("ttl", "1s or more");
    }
    if (!timeout.isPositive()) {
      throw new InvalidConfigException("timeout", "more than 0");
    }
  }
}
