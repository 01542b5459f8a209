package io.weir.bench.workload;

import io.weir.bench.load.Programs;
import io.weir.bench.peer.Target;
import java.util.List;

/** Messages there and back over TLS connections that stay open. */
public record TlsExchanges(int size, int connections) implements TlsWorkload {
  @Override
  public String name() {
    return "tls-rr-%d-%d".formatted(size, connections);
  }

  @Override
  public String title() {
    return "Ping-pong of %d B over %d TLS connections".formatted(size, connections);
  }

  @Override
  public Unit unit() {
    return Unit.EXCHANGE;
  }

  @Override
  public List<String> load(Programs programs, Target target, long millis) {
    return programs.command("tls", target.port(), "exchanges", connections, size, millis);
  }
}
