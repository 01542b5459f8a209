package io.weir.app.metrics;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.weir.core.lifecycle.Service;
import io.weir.core.stats.DurationHistogram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How late the event loops run what is due: every connection of a loop waits as long as its probe.
 * A probe costs a wake-up every {@link #PERIOD} and allocates nothing.
 */
final class LoopLag implements Service, MultiCollector {
  static final Duration PERIOD = Duration.ofMillis(100);

  private final List<Probe> probes = new ArrayList<>();

  /** Prepares; nothing is measured yet. */
  LoopLag(List<? extends EventLoop> loops) {
    for (EventLoop loop : loops) {
      probes.add(new Probe(loop, Integer.toString(probes.size())));
    }
  }

  @Override
  public String name() {
    return "event loop lag";
  }

  @Override
  public void start() {
    probes.forEach(Probe::start);
  }

  @Override
  public void stop() {
    probes.forEach(Probe::stop);
  }

  @Override
  public MetricSnapshots collect() {
    return new MetricSnapshots(
        Histograms.of(
            "weir_event_loop_lag_seconds",
            "How much later than due an event loop ran a task, probed ten times a second.",
            probes,
            probe -> Labels.of("loop", probe.name),
            probe -> probe.lags));
  }

  private static final class Probe implements Runnable {
    private final EventLoop loop;
    private final String name;
    private final DurationHistogram lags =
        new DurationHistogram(
            Duration.ofMillis(1),
            Duration.ofNanos(2_500_000),
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(25),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5));

    private volatile @Nullable ScheduledFuture<?> schedule;

    /** Written before it is scheduled, then only by the loop. */
    private long due;

    Probe(EventLoop loop, String name) {
      this.loop = loop;
      this.name = name;
    }

    void start() {
      due = System.nanoTime() + PERIOD.toNanos();
      schedule =
          loop.scheduleWithFixedDelay(
              this, PERIOD.toNanos(), PERIOD.toNanos(), TimeUnit.NANOSECONDS);
    }

    void stop() {
      ScheduledFuture<?> scheduled = schedule;
      if (scheduled != null) {
        scheduled.cancel(false);
      }
    }

    @Override
    public void run() {
      long now = System.nanoTime();
      lags.record(now - due);
      due = now + PERIOD.toNanos();
    }
  }
}
