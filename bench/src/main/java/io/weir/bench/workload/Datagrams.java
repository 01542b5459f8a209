package io.weir.bench.workload;

import io.weir.bench.load.Programs;
import io.weir.bench.peer.Target;
import java.util.List;

/** Datagrams there and back, a fixed number of them under way, spread over sessions in turn. */
public record Datagrams(int size, int sessions) implements DatagramWorkload {
  @Override
  public String name() {
    return "udp-%d-%d".formatted(size, sessions);
  }

  @Override
  public String title() {
    return "Datagrams of %,d B there and back, %,d session%s"
        .formatted(size, sessions, sessions == 1 ? "" : "s");
  }

  @Override
  public List<String> load(Programs programs, Target target, long millis) {
    return programs.command("datagrams", target.port(), sessions, size, millis, UNDER_WAY);
  }
}
