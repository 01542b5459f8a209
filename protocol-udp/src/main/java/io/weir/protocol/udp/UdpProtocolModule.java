package io.weir.protocol.udp;

import io.weir.core.config.SectionProblems;
import io.weir.core.config.ServerConfig;
import io.weir.core.config.UdpConfig;
import io.weir.core.server.ProtocolModule;
import java.time.Duration;
import java.util.Optional;

/** Contributes protocol {@code udp}. */
public final class UdpProtocolModule extends ProtocolModule {
  private static final String HOST_SETUP =
      "needs the capability CAP_NET_ADMIN (systemd: AmbientCapabilities=CAP_NET_ADMIN), backends that"
          + " have a route to the clients that does not pass an address translation, and"
          + " net.ipv4.conf.*.rp_filter of 0 or 2 on them where that route is another one; see"
          + " docs/udp.md";

  /** Called by {@link java.util.ServiceLoader}. */
  public UdpProtocolModule() {
    super("udp", UdpProtocol.class);
  }

  @Override
  public void check(ServerConfig config, SectionProblems problems) {
    UdpConfig udp = config.udp().orElse(UdpConfig.DEFAULT);
    boolean byClient = udp.maxRequests() > 0 || isSet(config.clientIdleTimeout());
    boolean byBackend = udp.maxResponses() > 0 || isSet(config.backendIdleTimeout());
    if (!byClient && !byBackend) {
      problems.report(
          "",
          "one of `client_idle_timeout`, `backend_idle_timeout`, `udp.max_requests` and"
              + " `udp.max_responses`, without which sessions never end");
    } else if (udp.transparent() && !byClient) {
      problems.report(
          "udp.transparent",
          "with `client_idle_timeout` or `udp.max_requests`, because answers are not seen and end no"
              + " session");
    }
    if (udp.transparent()) {
      problems.warn("udp.transparent", HOST_SETUP);
    }
  }

  private static boolean isSet(Optional<Duration> timeout) {
    return timeout.isPresent() && !timeout.get().isZero();
  }
}
