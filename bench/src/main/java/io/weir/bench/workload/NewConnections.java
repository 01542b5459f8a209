package io.weir.bench.workload;

import io.weir.bench.load.Programs;
import io.weir.bench.peer.Target;
import java.util.List;

/** Connections that exchange one message and are closed, by the client first. */
public record NewConnections(int concurrent, int size) implements SteadyWorkload {
  @Override
  public String name() {
    return "conn";
  }

  @Override
  public String title() {
    return "New connections: %d B there and back, then closed; %d at a time"
        .formatted(size, concurrent);
  }

  @Override
  public Unit unit() {
    return Unit.CONNECTION;
  }

  @Override
  public List<String> load(Programs programs, Target target, long millis) {
    return programs.command("connections", target.port(), concurrent, size, millis);
  }
}
