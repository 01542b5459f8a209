package io.weir.bench.workload;

import io.weir.bench.load.Programs;
import io.weir.bench.measure.Metric;
import io.weir.bench.peer.Target;
import java.util.List;

/**
 * Messages there and back at times that the clock sets; latency counts from those times, so that
 * nothing that waited is left out.
 */
public record FixedRate(int size, int connections, int perSecond) implements SteadyWorkload {
  @Override
  public String name() {
    return "rate-" + perSecond;
  }

  @Override
  public String title() {
    return "Latency at a fixed rate: %,d exchanges/s of %d B over %d connections"
        .formatted(perSecond, size, connections);
  }

  @Override
  public Unit unit() {
    return Unit.EXCHANGE;
  }

  @Override
  public List<Metric> compared() {
    return List.of(Metric.P50, Metric.P99, Metric.P999, Metric.CPU);
  }

  @Override
  public List<String> load(Programs programs, Target target, long millis) {
    return programs.command("exchanges", target.port(), connections, size, millis, perSecond);
  }
}
