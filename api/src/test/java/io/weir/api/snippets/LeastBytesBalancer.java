package io.weir.api.snippets;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.BalancerFactory;
import io.weir.api.balance.Candidates;
import io.weir.api.balance.ConnectionInfo;
import io.weir.api.balance.Selector;
import java.util.List;

// @start region="balancer"
/** Chooses the backend with the least traffic for its weight. */
final class LeastBytesBalancer implements Balancer {

  /** Is selected by {@code balance = least-bytes}. */
  static final class Factory implements BalancerFactory<NoKeys> {
    @Override
    public String kind() {
      return "least-bytes";
    }

    @Override
    public Class<NoKeys> configType() {
      return NoKeys.class;
    }

    @Override
    public Balancer create(NoKeys config, PluginContext context) {
      return new LeastBytesBalancer();
    }
  }

  record NoKeys() {}

  @Override
  public Selector over(List<Backend> backends) {
    return new LeastBytes(backends.stream().mapToInt(Backend::weight).toArray());
  }

  private static final class LeastBytes implements Selector {
    private final int[] weights;

    LeastBytes(int[] weights) {
      this.weights = weights;
    }

    @Override
    public int select(ConnectionInfo connection, Candidates candidates) {
      int best = NONE;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < weights.length; i++) {
        if (weights[i] > 0 && candidates.isUsable(i)) {
          double load = (double) candidates.bytesPerSecond(i) / weights[i];
          if (load < least) {
            best = i;
            least = load;
          }
        }
      }
      return best;
    }
  }
}
// @end
