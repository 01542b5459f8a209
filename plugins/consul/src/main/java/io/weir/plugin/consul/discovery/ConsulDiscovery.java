package io.weir.plugin.consul.discovery;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.discovery.Discovery;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The instances of a service in Consul. Changes come by blocking queries, whose index is treated as
 * Consul's documentation says ("Blocking Queries"): one that goes backwards, or is none, starts
 * over.
 */
final class ConsulDiscovery implements Discovery {
  private final HealthyService service;
  private final WatchTimes times;
  private final PluginContext context;

  /** That of the last list that was fetched; 0 if it had none. */
  private final AtomicLong fetched = new AtomicLong();

  private final AtomicBoolean saidThatItCannotWatch = new AtomicBoolean();

  /** The service is closed with it. */
  ConsulDiscovery(HealthyService service, WatchTimes times, PluginContext context) {
    this.service = service;
    this.times = times;
    this.context = context;
  }

  @Override
  public List<Backend> fetch() throws IOException, InterruptedException {
    Instances now = service.now();
    fetched.set(now.index());
    return now.backends();
  }

  /**
   * Goes on as long as Consul answers at all. If it does not answer questions that are to be held
   * back, as through some proxies, it is asked plainly in between.
   */
  @Override
  public void watch(Consumer<List<Backend>> changes) throws IOException, InterruptedException {
    long index = fetched.get();
    WatchTimes now = times;
    while (index > 0) {
      try {
        index = awaitChange(index, changes);
        now = times;
      } catch (IOException e) {
        context
            .logger()
            .debug("{}: a blocking query has failed: {}", context.owner(), e.getMessage());
        Thread.sleep(now.retry());
        now = now.slower();
        index = askPlainly(changes);
      }
      Thread.sleep(times.pause());
    }
    if (!saidThatItCannotWatch.getAndSet(true)) {
      context
          .logger()
          .warn(
              "{}: Consul's answers have no X-Consul-Index: changes are seen at the interval only",
              context.owner());
    }
  }

  private long awaitChange(long index, Consumer<List<Backend>> changes)
      throws IOException, InterruptedException {
    Optional<Instances> changed = service.after(index, times.hold());
    if (changed.isEmpty()) {
      return index;
    }
    changes.accept(changed.get().backends());
    return changed.get().index() > 0 ? changed.get().index() : askPlainly(changes);
  }

  private long askPlainly(Consumer<List<Backend>> changes)
      throws IOException, InterruptedException {
    Instances now = service.now();
    changes.accept(now.backends());
    return now.index();
  }

  @Override
  public void close() {
    service.close();
  }
}
