package io.weir.plugin.consul.discovery;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.plugin.consul.client.ConsulAnswer;
import io.weir.plugin.consul.client.ConsulClient;
import io.weir.plugin.consul.client.ConsulRequest;
import io.weir.plugin.rows.JsonRows;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One service, as Consul's health endpoint tells of it. */
final class HealthyService implements AutoCloseable {
  /** 100,000 instances with two checks each have about 200 MB. */
  private static final long LONGEST = 512L << 20;

  /** How long the longest may take; what is waited for ends earlier by its own deadline. */
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final ConsulClient consul;
  private final ConsulRequest request;
  private final JsonRows<Backend> rows;

  /** The client is closed with it. */
  HealthyService(ConsulDiscoveryConfig config, ConsulClient consul, PluginContext context) {
    this.consul = consul;
    this.request = request(config);
    this.rows = new JsonRows<>(new InstanceReader(), "backends", LONGEST, context);
  }

  private static ConsulRequest request(ConsulDiscoveryConfig config) {
    ConsulRequest request =
        ConsulRequest.get("/v1/health/service/", config.consulServiceName()).within(LIMIT);
    if (config.consulServicePassingOnly()) {
      request = request.with("passing");
    }
    return config.consulServiceTag().isPresent()
        ? request.with("tag", config.consulServiceTag().get())
        : request;
  }

  /** Its instances now. */
  Instances now() throws IOException, InterruptedException {
    try (ConsulAnswer answer = consul.send(request)) {
      return new Instances(backends(answer), answer.index(0));
    }
  }

  /**
   * Its instances once something has changed.
   *
   * @param index since when
   * @return empty if nothing has within the wait
   */
  Optional<Instances> after(long index, Duration wait) throws IOException, InterruptedException {
    try (ConsulAnswer answer = consul.send(request.after(index, wait))) {
      long next = answer.index(index);
      // What was not read is not sent either: the list may be long.
      return next == index ? Optional.empty() : Optional.of(new Instances(backends(answer), next));
    }
  }

  private List<Backend> backends(ConsulAnswer answer) throws IOException {
    if (answer.isMissing()) {
      throw new IOException("Consul has no such datacenter or health endpoint (HTTP status 404)");
    }
    List<Backend> backends = answer.read(rows::read);
    if (backends.isEmpty() && answer.isFiltered()) {
      throw new IOException(
          "permission denied: the ACL token does not allow to read the service and its nodes");
    }
    return backends;
  }

  @Override
  public void close() {
    consul.close();
  }
}
