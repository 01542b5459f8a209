package io.weir.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.weir.core.stats.PluginMetrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What plugins count, as it is exported. */
@Timeout(60)
class PluginSeriesTest {
  private final PluginMetrics plugins = new PluginMetrics();
  private final PluginSeries series = new PluginSeries(plugins::collect);

  @Test
  void isExportedWithItsOwner() throws IOException {
    PluginMetrics.Scope web = plugins.open("geo-ip", "web");
    web.counter("lookups", "Look-ups.").add(3);
    web.gauge("entries", "Entries.", () -> 7);
    plugins.open("geo-ip", "db").counter("lookups", "Look-ups.").add(4);

    assertThat(text(series.collect()))
        .isEqualTo(
            """
            # HELP weir_plugin_geo_ip_entries Entries.
            # TYPE weir_plugin_geo_ip_entries gauge
            weir_plugin_geo_ip_entries{owner="web"} 7.0
            # HELP weir_plugin_geo_ip_lookups_total Look-ups.
            # TYPE weir_plugin_geo_ip_lookups_total counter
            weir_plugin_geo_ip_lookups_total{owner="db"} 4.0
            weir_plugin_geo_ip_lookups_total{owner="web"} 3.0
            """);
  }

  @Test
  void endsWithItsOwner() throws IOException {
    PluginMetrics.Scope web = plugins.open("geo", "web");
    web.counter("lookups", "Look-ups.").add(1);
    assertThat(text(series.collect())).isNotEmpty();

    web.close();

    assertThat(text(series.collect())).isEmpty();
  }

  @Test
  void namesThatWouldBeOneDoNotSpoilTheScrape() throws IOException {
    PluginMetrics.Scope web = plugins.open("odd", "web");
    web.counter("x", "Counter.").add(1);
    web.counter("x_total", "Counter, too.").add(2);
    web.gauge("x_total_total", "Gauge.", () -> 3);
    web.gauge("y_bucket", "Gauge.", () -> 4);
    web.gauge("y_info", "Gauge.", () -> 5);

    assertThat(text(series.collect()).lines().filter(line -> !line.startsWith("#")))
        .containsExactly(
            "weir_plugin_odd_x_total{owner=\"web\"} 1.0",
            "weir_plugin_odd_x_total_total{owner=\"web\"} 3.0",
            "weir_plugin_odd_y_bucket{owner=\"web\"} 4.0",
            "weir_plugin_odd_y_info{owner=\"web\"} 5.0");
  }

  @Test
  void scrapesThatWaitShareOneCollection() throws Exception {
    AtomicInteger collections = new AtomicInteger();
    CountDownLatch release = new CountDownLatch(1);
    PluginSeries slow =
        new PluginSeries(() -> {
          collections.incrementAndGet();
          awaitUnchecked(release);
          return plugins.collect();
        });
    plugins.open("geo", "web").counter("lookups", "Look-ups.").add(1);
    List<Thread> scrapers = new ArrayList<>();

    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(task -> {
          Thread thread = new Thread(task);
          scrapers.add(thread);
          return thread;
        })) {
      List<Future<MetricSnapshots>> scrapes = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        scrapes.add(threads.submit(() -> slow.collect()));
      }
      await()
          .until(() ->
              scrapers.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
      release.countDown();

      for (Future<MetricSnapshots> scrape : scrapes) {
        assertThat(text(scrape.get())).contains("lookups");
      }
    }
    assertThat(collections).hasValueLessThanOrEqualTo(2);
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String text(MetricSnapshots snapshots) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, snapshots);
    return out.toString(StandardCharsets.UTF_8);
  }
}
