package com.example.nearby;

import io.weir.api.Backend;
import io.weir.api.balance.Candidates;
import io.weir.api.balance.ConnectionInfo;
import io.weir.api.balance.Selector;
import java.util.List;

/**
 * The backend with the fewest connections in the client's own network or, if none can be used
 * there, anywhere. It runs on an event loop: addresses were parsed before, and nothing is
 * allocated.
 */
final class NearbySelector implements Selector {
  private final Network[] networks;

  private NearbySelector(Network[] networks) {
    this.networks = networks;
  }

  static NearbySelector over(List<Backend> backends, NearbyConfig config) {
    return new NearbySelector(
        backends.stream()
            .map(backend -> Network.of(backend.address().host(), config))
            .toArray(Network[]::new));
  }

  @Override
  public int select(ConnectionInfo connection, Candidates candidates) {
    long high = Network.high(connection);
    long low = Network.low(connection);
    int best = NONE;
    boolean bestIsNear = false;
    int bestConnections = 0;
    for (int i = 0; i < networks.length; i++) {
      if (!candidates.isUsable(i)) {
        continue;
      }
      boolean near = networks[i] != null && networks[i].contains(high, low);
      int connections = candidates.activeConnections(i);
      boolean better = near == bestIsNear ? connections < bestConnections : near;
      if (best == NONE || better) {
        best = i;
        bestIsNear = near;
        bestConnections = connections;
      }
    }
    return best;
  }
}
