package io.weir.core.plugin;

import io.weir.api.Backend;
import io.weir.api.discovery.Discovery;
import java.util.List;
import java.util.function.Consumer;

/** A plugin's discovery behind its guard. */
final class GuardedDiscovery implements Discovery {
  private final Discovery discovery;
  private final ProductGuard guard;

  GuardedDiscovery(Discovery discovery, ProductGuard guard) {
    this.discovery = discovery;
    this.guard = guard;
  }

  @Override
  public List<Backend> fetch() throws Exception {
    // Copied inside: the list itself may be of a plugin's class.
    return guard.call(() -> copy(discovery.fetch()));
  }

  @Override
  public void watch(Consumer<List<Backend>> changes) throws Exception {
    guard.run(() -> discovery.watch(backends -> changes.accept(copy(backends))));
  }

  private List<Backend> copy(List<Backend> backends) {
    try {
      return BackendLists.copy(backends);
    } catch (IllegalArgumentException e) {
      throw guard.failed(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    guard.close(discovery);
  }
}
