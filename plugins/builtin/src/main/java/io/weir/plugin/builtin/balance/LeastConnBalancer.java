package io.weir.plugin.builtin.balance;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.Candidates;
import io.weir.api.balance.Selector;
import java.util.List;

/** The backend with the fewest connections open; equals take turns. */
public final class LeastConnBalancer implements Balancer {

  @Override
  public Selector over(List<Backend> backends) {
    return new LeastSelector() {
      @Override
      long load(Candidates candidates, int index) {
        return candidates.activeConnections(index);
      }
    };
  }
}
