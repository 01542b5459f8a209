package io.weir.bench.workload;

import io.weir.bench.load.Programs;
import io.weir.bench.measure.Metric;
import io.weir.bench.peer.Target;
import java.util.List;

/** Datagrams there and back at times that the clock sets: what is lost, and latency. */
public record DatagramRate(int size, int sessions, int perSecond) implements DatagramWorkload {
  @Override
  public String name() {
    return "udp-rate-" + perSecond;
  }

  @Override
  public String title() {
    return "Loss and latency at a fixed rate: %,d datagrams/s of %,d B there and back, %,d sessions"
        .formatted(perSecond, size, sessions);
  }

  @Override
  public List<Metric> compared() {
    return List.of(Metric.P50, Metric.P99, Metric.P999, Metric.CPU);
  }

  @Override
  public List<String> load(Programs programs, Target target, long millis) {
    return programs.command("datagrams", target.port(), sessions, size, millis, 0, 0, perSecond);
  }
}
