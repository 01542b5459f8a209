package io.weir.protocol.udp;

import io.weir.core.config.SectionProblems;
import io.weir.core.config.ServerConfig;
import io.weir.core.server.ProtocolModule;
import java.time.Duration;
import java.util.Optional;

/** Contributes protocol {@code udp}. */
public final class UdpProtocolModule extends ProtocolModule {

  /** Called by {@link java.util.ServiceLoader}. */
  public UdpProtocolModule() {
    super("udp", UdpProtocol.class);
  }

  @Override
  public void check(ServerConfig config, SectionProblems problems) {
    boolean requests = config.udp().map(udp -> udp.maxRequests() > 0).orElse(false);
    boolean responses = config.udp().map(udp -> udp.maxResponses() > 0).orElse(false);
    if (!requests
        && !responses
        && !isSet(config.clientIdleTimeout())
        && !isSet(config.backendIdleTimeout())) {
      problems.report(
          "",
          "one of `client_idle_timeout`, `backend_idle_timeout`, `udp.max_requests` and"
              + " `udp.max_responses`, without which sessions never end");
    }
  }

  private static boolean isSet(Optional<Duration> timeout) {
    return timeout.isPresent() && !timeout.get().isZero();
  }
}
