package io.weir.plugin.kubernetes;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.discovery.Discovery;
import io.weir.api.discovery.PassedOverLog;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of a Kubernetes service. A look-up lists its slices; the watch goes on from the
 * version that the list before it has.
 */
final class KubernetesDiscovery implements Discovery {
  private final PluginContext context;
  private final SliceJson json;
  private final ApiServer server;
  private final PassedOverLog wrong;
  private final WatchTimes times;

  /** What the watch begins with. */
  private final AtomicReference<@Nullable ServiceEndpoints> listed = new AtomicReference<>();

  private volatile boolean watching;

  KubernetesDiscovery(
      KubernetesConfig config, Cluster cluster, PluginContext context, WatchTimes times) {
    this.context = context;
    this.json = new SliceJson(new SliceReader(config));
    this.server = new ApiServer(cluster, config.kubernetesService(), json, context);
    this.wrong =
        new PassedOverLog(
            "endpoints", "endpoints that describe no backend are passed over", context);
    this.times = times;
  }

  @Override
  public List<Backend> fetch() throws IOException, InterruptedException {
    ServiceEndpoints service = server.list();
    wrong.report(service.wrong());
    if (!watching) {
      listed.set(service);
    }
    return service.backends();
  }

  @Override
  public void watch(Consumer<List<Backend>> changes) throws IOException, InterruptedException {
    watching = true;
    try {
      ServiceEndpoints begun = listed.getAndSet(null);
      Watch watch =
          new Watch(server, json, context.executor(), times, this::listInTime, wrong, changes);
      watch.follow(begun == null ? watch.listAnew() : begun);
    } finally {
      watching = false;
    }
  }

  /** Nobody but this looks at the time that a list takes within a watch. */
  private ServiceEndpoints listInTime() throws IOException, InterruptedException {
    FutureTask<ServiceEndpoints> list = new FutureTask<>(server::list);
    context.executor().execute(list);
    try {
      return list.get(times.list().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException("the API server takes too long to list the service's slices", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException reason) {
        throw reason;
      }
      throw new IOException("the service's slices cannot be listed", e.getCause());
    } finally {
      list.cancel(true);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
