package io.weir.plugin.builtin.balance;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.Selector;
import io.weir.api.config.HostPort;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In turn, in order of {@code host:port}. When the set changes, the turn goes on behind the backend
 * that was chosen last, so that frequent changes do not favour the first ones.
 */
public final class RoundRobinBalancer implements Balancer {
  private volatile @Nullable HostPort last;

  @Override
  public Selector over(List<Backend> backends) {
    HostPort[] addresses = backends.stream().map(Backend::address).toArray(HostPort[]::new);
    return new RoundRobinSelector(addresses, firstAfter(last, addresses), this);
  }

  void chosen(HostPort address) {
    last = address;
  }

  private static int firstAfter(@Nullable HostPort last, HostPort[] addresses) {
    if (last != null) {
      for (int i = 0; i < addresses.length; i++) {
        if (addresses[i].compareTo(last) > 0) {
          return i;
        }
      }
    }
    return 0;
  }
}
