package io.weir.app.metrics;

import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryPoolAllocationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.weir.app.http.Authenticator;
import io.weir.app.http.HttpBounds;
import io.weir.app.http.HttpServer;
import io.weir.app.http.HttpSettings;
import io.weir.app.http.Routes;
import io.weir.app.http.Scope;
import io.weir.core.Weir;
import io.weir.core.config.MetricsConfig;
import io.weir.core.config.MetricsConfig.Compatibility;
import io.weir.core.lifecycle.Service;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Metrics, put together. */
public final class Metrics {
  private Metrics() {}

  /**
   * Prepares them; nothing is measured and nothing listens yet.
   *
   * @param config section {@code metrics}
   * @param weir the engine, running
   * @param version weir's version
   * @param reloads what reloads came to
   * @param lostLines how many lines each log has lost, by the log's section
   * @return what has to run, in the order of the start
   */
  public static List<Service> of(
      MetricsConfig config,
      Weir weir,
      String version,
      ReloadTally reloads,
      Map<String, LongSupplier> lostLines) {
    LoopLag lag = new LoopLag(weir.loops().all());
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(() ->
        new InfoSnapshot(
            new MetricMetadata("weir_build", "Which weir this is; always 1."),
            List.of(new InfoDataPointSnapshot(Labels.of("version", version)))));
    registry.register(new ServerMetrics(weir::servers));
    registry.register(new CertificateMetrics(weir::servers));
    registry.register(new AcmeMetrics(weir.obtainedCertificates()::all));
    registry.register(new OwnMetrics(reloads, lostLines));
    registry.register(lag);
    registry.register(new PluginSeries(weir.pluginMetrics()::collect));
    registerProcess(registry);
    if (config.compatibility().isPresent()) {
      switch (config.compatibility().get()) {
        case Compatibility.GOBETWEEN ->
            registry.register(new GobetweenMetrics(version, weir::servers));
      }
    }
    return List.of(lag, server(config, registry));
  }

  /** All that the library has but native memory, for which it starts JMX. */
  private static void registerProcess(PrometheusRegistry registry) {
    JvmBufferPoolMetrics.builder().register(registry);
    JvmClassLoadingMetrics.builder().register(registry);
    JvmCompilationMetrics.builder().register(registry);
    JvmGarbageCollectorMetrics.builder().register(registry);
    JvmMemoryMetrics.builder().register(registry);
    JvmMemoryPoolAllocationMetrics.builder().register(registry);
    JvmRuntimeInfoMetric.builder().register(registry);
    JvmThreadsMetrics.builder().register(registry);
    ProcessMetrics.builder().register(registry);
  }

  private static HttpServer server(MetricsConfig config, PrometheusRegistry registry) {
    return new HttpServer(
        new HttpSettings("metrics", config.bind(), false, null, HttpBounds.STANDARD),
        Routes.builder().add("GET", "/metrics", Scope.READ, new Scrape(registry)).build(),
        Authenticator.OPEN);
  }
}
