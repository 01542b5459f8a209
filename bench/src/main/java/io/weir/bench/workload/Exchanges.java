package io.weir.bench.workload;

import io.weir.bench.load.Programs;
import io.weir.bench.peer.Target;
import java.util.List;

/** Messages there and back, as fast as they come, over connections that stay open. */
public record Exchanges(int size, int connections) implements SteadyWorkload {
  @Override
  public String name() {
    return "rr-%d-%d".formatted(size, connections);
  }

  @Override
  public String title() {
    return "Ping-pong of %s over %d connection%s"
        .formatted(
            size % 1024 == 0 ? size / 1024 + " KiB" : size + " B",
            connections,
            connections == 1 ? "" : "s");
  }

  @Override
  public Unit unit() {
    return Unit.EXCHANGE;
  }

  @Override
  public List<String> load(Programs programs, Target target, long millis) {
    return programs.command("exchanges", target.port(), connections, size, millis);
  }
}
