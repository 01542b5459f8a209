package io.weir.core.stats;

import io.weir.api.MetricsScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;

/**
 * The counters and gauges of all plugins, until somebody collects them. Their number is bounded: so
 * many names per plugin, one series per name and owner, and an owner's series end with the last
 * product that holds them.
 */
public final class PluginMetrics {
  /** How many names one plugin may register. */
  public static final int MAX_NAMES = 100;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final Duration COLLECT_LIMIT = Duration.ofSeconds(1);

  /** By full name. Guarded by this. */
  private final Map<String, Family> families = new TreeMap<>();

  /** What a metric is. */
  public enum Type {
    /** It only grows. */
    COUNTER,
    /** It goes up and down. */
    GAUGE
  }

  /**
   * One value.
   *
   * @param name with prefix, without a counter's {@code _total}
   * @param type what it is
   * @param help one sentence
   * @param plugin whose it is
   * @param owner the server, or {@code acme}, that the product works for
   * @param value the value now
   */
  public record Sample(
      String name, Type type, String help, String plugin, String owner, double value) {}

  private record Family(
      String name, Type type, String help, String plugin, Map<String, Series> byOwner) {}

  private static final class Series {
    final LongAdder count = new LongAdder();
    final AtomicBoolean beingRead = new AtomicBoolean();
    final Set<Scope> holders = new HashSet<>();
    DoubleSupplier value = count::sum;
  }

  private record Reading(Family family, String owner, Series series, DoubleSupplier value) {
    Sample sample(double now) {
      return new Sample(family.name, family.type, family.help, family.plugin, owner, now);
    }
  }

  /**
   * Where one product registers its metrics.
   *
   * @param plugin the plugin's id
   * @param owner whom the product works for
   */
  public Scope open(String plugin, String owner) {
    return new Scope(plugin, owner);
  }

  /**
   * All values, by name. A gauge that does not answer in time is left out, and not asked again
   * while it has not answered.
   */
  public List<Sample> collect() {
    List<Reading> readings = readings();
    Map<Reading, Double> values = new ConcurrentHashMap<>();
    Thread reader =
        // A platform thread: a gauge that spins must not keep a carrier of virtual threads.
        Thread.ofPlatform()
            .daemon()
            .name("plugin-gauges")
            .start(() -> readings.forEach(reading -> read(reading, values)));
    try {
      if (!reader.join(COLLECT_LIMIT)) {
        reader.interrupt();
      }
    } catch (InterruptedException _) {
      reader.interrupt();
      Thread.currentThread().interrupt();
    }
    List<Sample> samples = new ArrayList<>();
    for (Reading reading : readings) {
      Double value = values.get(reading);
      if (value != null) {
        samples.add(reading.sample(value));
      }
    }
    return samples;
  }

  private synchronized List<Reading> readings() {
    List<Reading> readings = new ArrayList<>();
    // Counters first: they never hang.
    for (Type type : Type.values()) {
      for (Family family : families.values()) {
        if (family.type == type) {
          family.byOwner.forEach(
              (owner, series) -> readings.add(new Reading(family, owner, series, series.value)));
        }
      }
    }
    return readings;
  }

  private static void read(Reading reading, Map<Reading, Double> values) {
    AtomicBoolean beingRead = reading.series.beingRead;
    if (beingRead.compareAndSet(false, true)) {
      try {
        values.put(reading, reading.value.getAsDouble());
      } finally {
        beingRead.set(false);
      }
    }
  }

  private synchronized Series register(Scope scope, String name, Type type, String help) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: \"" + name + "\" (expected: lower-case letters, digits and _, at most 64)");
    }
    if (scope.closed) {
      throw new IllegalStateException("metric " + name + ": the product was closed");
    }
    String fullName = "weir_plugin_" + scope.plugin.replace('-', '_') + "_" + name;
    Family family = families.get(fullName);
    if (family == null) {
      family = newFamily(scope.plugin, fullName, type, help);
    } else if (family.type != type || !family.plugin.equals(scope.plugin)) {
      throw new IllegalArgumentException(
          "name: \"%s\" (expected: not %s, a %s of plugin %s)"
              .formatted(name, fullName, family.type, family.plugin));
    }
    Series series = family.byOwner.computeIfAbsent(scope.owner, _ -> new Series());
    series.holders.add(scope);
    return series;
  }

  private Family newFamily(String plugin, String fullName, Type type, String help) {
    long names = families.values().stream().filter(f -> f.plugin.equals(plugin)).count();
    if (names == MAX_NAMES) {
      throw new IllegalStateException(
          fullName + ": one metric too many (expected: at most " + MAX_NAMES + " per plugin)");
    }
    String line = help.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    Family family = new Family(fullName, type, line, plugin, new LinkedHashMap<>());
    families.put(fullName, family);
    return family;
  }

  private synchronized void registerGauge(
      Scope scope, String name, String help, DoubleSupplier value) {
    Series series = register(scope, name, Type.GAUGE, help);
    series.value = value;
    // The last one to register is the one that is read; its predecessor's end must not end it.
    series.holders.retainAll(Set.of(scope));
  }

  private synchronized void release(Scope scope) {
    scope.closed = true;
    for (Family family : families.values()) {
      family
          .byOwner
          .values()
          .removeIf(series -> series.holders.remove(scope) && series.holders.isEmpty());
    }
    families.values().removeIf(family -> family.byOwner.isEmpty());
  }

  /** One product's metrics. */
  public final class Scope implements MetricsScope, AutoCloseable {
    private final String plugin;
    private final String owner;

    /** Guarded by the registry. */
    private boolean closed;

    private Scope(String plugin, String owner) {
      this.plugin = plugin;
      this.owner = owner;
    }

    @Override
    public Counter counter(String name, String help) {
      LongAdder count = register(this, name, Type.COUNTER, help).count;
      return amount -> {
        if (amount < 0) {
          throw new IllegalArgumentException("amount: " + amount + " (expected: 0 or more)");
        }
        count.add(amount);
      };
    }

    @Override
    public void gauge(String name, String help, DoubleSupplier value) {
      registerGauge(this, name, help, value);
    }

    /** Ends the series that no other product holds. */
    @Override
    public void close() {
      release(this);
    }
  }
}
