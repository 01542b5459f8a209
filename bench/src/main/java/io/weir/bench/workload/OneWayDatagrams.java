package io.weir.bench.workload;

import io.weir.bench.load.Programs;
import io.weir.bench.peer.Target;
import java.util.List;

/** Fire and forget: datagrams of several clients that are not answered. */
public record OneWayDatagrams(int size, int clients) implements DatagramWorkload {
  @Override
  public String name() {
    return "udp-oneway-" + size;
  }

  @Override
  public String title() {
    return "Fire and forget: datagrams of %,d B from %,d clients".formatted(size, clients);
  }

  @Override
  public Unit unit() {
    return Unit.DATAGRAM;
  }

  @Override
  public List<String> load(Programs programs, Target target, long millis) {
    return programs.command(
        "datagrams", target.second(), clients, size, millis, UNDER_WAY, target.sink());
  }
}
