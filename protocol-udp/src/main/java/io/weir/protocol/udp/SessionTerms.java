package io.weir.protocol.udp;

import io.weir.core.config.ServerConfig;
import io.weir.core.config.UdpConfig;
import io.weir.core.connection.ConnectionPolicy;
import java.net.InetSocketAddress;

/**
 * What a server's new sessions begin with. A session keeps its terms to its end; only access is
 * looked up anew, as it is every packet's own.
 *
 * @param policy the rules that connections of other protocols have as well
 * @param wildcardBind whether the server listens on every address
 * @param udp what only sessions have
 */
record SessionTerms(ConnectionPolicy policy, boolean wildcardBind, UdpConfig udp) {

  static SessionTerms of(ServerConfig config, InetSocketAddress bind) {
    return new SessionTerms(
        ConnectionPolicy.of(config),
        bind.getAddress().isAnyLocalAddress(),
        config.udp().orElse(UdpConfig.DEFAULT));
  }

  /** A transparent session has its client's address, so that no socket can serve two clients. */
  boolean fireAndForget() {
    return udp.maxRequests() == 1 && !udp.transparent();
  }

  /** What backends answer to clients directly is not seen. */
  long backendIdleNanos() {
    return udp.transparent() ? 0 : policy.backendIdleNanos();
  }

  boolean leavesDeadBackends() {
    return udp.onBackendDown() == UdpConfig.OnBackendDown.REELECT;
  }
}
