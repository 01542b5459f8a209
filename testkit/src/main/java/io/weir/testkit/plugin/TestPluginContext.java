package io.weir.testkit.plugin;

import io.weir.api.MetricsScope;
import io.weir.api.PluginContext;
import io.weir.api.web.ClientTls;
import io.weir.core.certificate.ClientTlsContexts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;

/**
 * A context for a product under test: a clock that the test moves, and metrics and a log that it
 * can read. The clock stands still at 2026-01-01T00:00:00Z until it is moved, whatever the time is:
 * what looks at today's certificates or files has to set it.
 */
public final class TestPluginContext implements PluginContext, AutoCloseable {
  private final Path dataDirectory;
  private final RecordingLogger logger = new RecordingLogger();
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory());
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
  private final Map<String, DoubleSupplier> gauges = new ConcurrentHashMap<>();

  /**
   * A context for one product.
   *
   * @param dataDirectory an empty folder, for example JUnit's {@code @TempDir}
   */
  public TestPluginContext(Path dataDirectory) {
    this.dataDirectory = dataDirectory;
  }

  /** Sets the clock, for example to {@code Instant.now()}; there it stands still again. */
  public void setTo(Instant time) {
    now.set(time);
  }

  /** Moves the clock. */
  public void advance(Duration time) {
    var _ = now.updateAndGet(instant -> instant.plus(time));
  }

  /**
   * What the product has logged, at any level: level, message and key-value pairs of each event.
   */
  public List<String> log() {
    return logger.lines();
  }

  /** What a counter has come to; 0 if there is none of that name. */
  public long counted(String name) {
    LongAdder counter = counters.get(name);
    return counter == null ? 0 : counter.sum();
  }

  /**
   * What a gauge shows.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public double gauged(String name) {
    DoubleSupplier gauge = gauges.get(name);
    if (gauge == null) {
      throw new IllegalArgumentException(
          "gauge: \"" + name + "\" (expected: one of " + gauges.keySet() + ")");
    }
    return gauge.getAsDouble();
  }

  @Override
  public String owner() {
    return "web";
  }

  @Override
  public Logger logger() {
    return logger;
  }

  @Override
  public Path dataDirectory() {
    return dataDirectory;
  }

  @Override
  public InstantSource clock() {
    return now::get;
  }

  @Override
  public Executor executor() {
    return executor;
  }

  @Override
  public SSLContext clientTls(ClientTls tls) {
    return ClientTlsContexts.read(tls);
  }

  @Override
  public MetricsScope metrics() {
    return new MetricsScope() {
      @Override
      public Counter counter(String name, String help) {
        return counters.computeIfAbsent(name, _ -> new LongAdder())::add;
      }

      @Override
      public void gauge(String name, String help, DoubleSupplier value) {
        gauges.put(name, value);
      }
    };
  }

  /** Interrupts the tasks that are still running, as weir does. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
