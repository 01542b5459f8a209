package io.weir.plugin.docker;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.config.HostPort;
import io.weir.api.discovery.Discovery;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** The backends that the containers of a Docker engine are. */
final class DockerDiscovery implements Discovery {
  /** weir's own limit ends a look-up. */
  private static final Duration ANY_TIME = Duration.ZERO;

  /** Nobody else ends a look-up after an event. */
  private static final Duration AFTER_AN_EVENT = Duration.ofSeconds(30);

  /** Containers often come and go together: one look-up is for all that do so within this time. */
  private static final Duration BETWEEN_LISTS = Duration.ofMillis(100);

  private final DockerEngine engine;
  private final Hosts hosts;
  private final PluginContext context;

  DockerDiscovery(DockerConfig config, PluginContext context) {
    this.context = context;
    engine = new DockerEngine(config, context);
    hosts = new Hosts(engine, config.dockerContainerHostEnvVar(), context);
  }

  @Override
  public List<Backend> fetch() throws IOException, InterruptedException {
    return backends(ANY_TIME);
  }

  private List<Backend> backends(Duration limit) throws IOException, InterruptedException {
    List<Container> containers = engine.containers(limit);
    hosts.keep(containers);
    // A port that is published for IPv4 and for IPv6 may be one backend.
    Map<HostPort, Backend> backends = new LinkedHashMap<>();
    for (Container container : containers) {
      for (Backend backend : hosts.reached(container, limit)) {
        backends.put(backend.address(), backend);
      }
    }
    return List.copyOf(backends.values());
  }

  /**
   * Lists again when containers were started or have ended, and once at the beginning, for what
   * happened since the last look-up.
   */
  @Override
  public void watch(Consumer<List<Backend>> changes) throws IOException, InterruptedException {
    var signal = new ChangeSignal();
    var listening = new FutureTask<>(() -> listen(signal), null);
    context.executor().execute(listening);
    try {
      while (true) {
        signal.await();
        changes.accept(backends(AFTER_AN_EVENT));
        Thread.sleep(BETWEEN_LISTS);
      }
    } finally {
      listening.cancel(true);
    }
  }

  private void listen(ChangeSignal signal) {
    try {
      engine.listen(
          new DockerEngine.Events() {
            @Override
            public void begun() {
              signal.raise();
            }

            @Override
            public void happened() {
              signal.raise();
            }
          });
    } catch (IOException e) {
      signal.end(e);
    } catch (InterruptedException e) {
      signal.end(new IOException("interrupted", e));
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
