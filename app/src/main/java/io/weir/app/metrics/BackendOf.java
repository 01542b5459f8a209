package io.weir.app.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.weir.core.pool.MemberState;
import io.weir.core.pool.PoolMember;
import io.weir.core.server.Server;
import java.util.List;

/**
 * A backend as part of a server.
 *
 * @param server the server's name
 * @param member the backend
 * @param state what it is good for, read once
 */
record BackendOf(String server, PoolMember member, MemberState state) {

  static List<BackendOf> all(List<Server> servers) {
    return servers.stream()
        .flatMap(server ->
            server.pool().members().stream()
                .map(member -> new BackendOf(server.definition().name(), member, member.state())))
        .toList();
  }

  /** Also what it is good for, and why. */
  Labels stateLabels() {
    return labels().add("state", state.word().word()).add("why", state.why().word());
  }

  Labels labels() {
    return Labels.of(
        "server", server,
        "host", member.address().host(),
        "port", Integer.toString(member.address().port()));
  }
}
