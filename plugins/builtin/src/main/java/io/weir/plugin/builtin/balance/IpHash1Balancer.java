package io.weir.plugin.builtin.balance;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.Selector;
import java.util.List;

/**
 * The backend with the highest hash of the client's address followed by {@code host:port}: when a
 * backend leaves, only its own clients move.
 */
public final class IpHash1Balancer implements Balancer {

  @Override
  public Selector over(List<Backend> backends) {
    return new IpHash1Selector(
        backends.stream().map(backend -> backend.address().toString()).toList());
  }
}
