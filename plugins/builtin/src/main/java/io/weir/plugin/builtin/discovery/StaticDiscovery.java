package io.weir.plugin.builtin.discovery;

import io.weir.api.Backend;
import io.weir.api.discovery.Discovery;
import java.util.List;

/** The backends that the configuration lists. */
public final class StaticDiscovery implements Discovery {
  private final List<Backend> backends;

  /** A discovery as configured. */
  public StaticDiscovery(StaticConfig config) {
    backends = config.staticList().stream().map(BackendLine::backend).toList();
  }

  @Override
  public List<Backend> fetch() {
    return backends;
  }
}
