package io.weir.plugin.lxd;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.discovery.Discovery;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** The backends that the instances of LXD or Incus are. */
final class LxdDiscovery implements Discovery {
  private final LxdServer server;
  private final LxdConfig config;
  private final PluginContext context;
  private final AtomicReference<SortedSet<String>> without = new AtomicReference<>(new TreeSet<>());

  LxdDiscovery(LxdConfig config, PluginContext context) {
    this.config = config;
    this.context = context;
    server = new LxdServer(config, context);
  }

  @Override
  public List<Backend> fetch() throws IOException, InterruptedException {
    List<Instance> instances = server.instances();
    complainOf(
        instances.stream()
            .filter(instance -> instance.backend().isEmpty())
            .map(Instance::name)
            .collect(Collectors.toCollection(TreeSet::new)));
    return instances.stream().map(Instance::backend).flatMap(Optional::stream).toList();
  }

  /** Once per change. */
  private void complainOf(SortedSet<String> names) {
    if (!without.getAndSet(names).equals(names) && !names.isEmpty()) {
      context
          .logger()
          .atError()
          .addKeyValue("server", context.owner())
          .addKeyValue("instances", names.size())
          .addKeyValue("first", names.first())
          .addKeyValue("interface", config.lxdContainerInterface())
          .log(
              "instances without an "
                  + config.lxdContainerAddressType()
                  + " address are passed over");
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
