package io.weir.app.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.weir.core.stats.PluginMetrics;
import io.weir.core.stats.PluginMetrics.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What plugins count. One collection serves all scrapes that were waiting when it began: a plugin
 * whose gauge hangs makes them wait once, and not one after the other.
 */
final class PluginSeries implements MultiCollector {
  private static final String TOTAL = "_total";

  private final Supplier<List<Sample>> samples;
  private final ReentrantLock collecting = new ReentrantLock();

  // Guarded by the lock.
  private long collectionBegan = System.nanoTime();
  private MetricSnapshots newest = new MetricSnapshots();

  /**
   * Prepares; nothing is read yet.
   *
   * @param samples reads what plugins count, by {@link PluginMetrics#collect}
   */
  PluginSeries(Supplier<List<Sample>> samples) {
    this.samples = samples;
  }

  @Override
  public MetricSnapshots collect() {
    long asked = System.nanoTime();
    collecting.lock();
    try {
      if (collectionBegan - asked <= 0) {
        collectionBegan = System.nanoTime();
        newest = snapshots(samples.get());
      }
      return newest;
    } finally {
      collecting.unlock();
    }
  }

  private static MetricSnapshots snapshots(List<Sample> samples) {
    Map<String, List<Sample>> families = new LinkedHashMap<>();
    for (Sample sample : samples) {
      families.computeIfAbsent(sample.name(), _ -> new ArrayList<>()).add(sample);
    }
    List<MetricSnapshot> all = new ArrayList<>();
    Set<String> taken = new TreeSet<>();
    families.forEach((name, family) -> {
      // Two names of a plugin may be one here, e.g. counter x and gauge x_total: the first counts.
      if (taken.add(withoutTotal(name))) {
        all.addAll(table(family.getFirst()).of(family));
      }
    });
    return new MetricSnapshots(all);
  }

  private static MetricTable<Sample> table(Sample any) {
    return new MetricTable<>(
        sample -> Labels.of("owner", sample.owner()),
        List.of(
            new Metric<>(
                any.type() == PluginMetrics.Type.COUNTER
                    ? withoutTotal(any.name()) + TOTAL
                    : any.name(),
                any.type() == PluginMetrics.Type.COUNTER ? Metric.Type.COUNTER : Metric.Type.GAUGE,
                any.help(),
                Sample::value)));
  }

  private static String withoutTotal(String name) {
    return name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name;
  }
}
