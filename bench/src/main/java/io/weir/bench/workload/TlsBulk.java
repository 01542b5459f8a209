package io.weir.bench.workload;

import io.weir.bench.load.Programs;
import io.weir.bench.peer.Target;
import io.weir.bench.workload.Bulk.Direction;
import java.util.List;

/** As many bytes over TLS as go through. */
public record TlsBulk(Direction direction, int streams) implements TlsWorkload {
  @Override
  public String name() {
    return "tls-bulk-%s-%d".formatted(direction.word(), streams);
  }

  @Override
  public String title() {
    return "Bulk over TLS, %s, %d streams"
        .formatted(direction == Direction.UP ? "upload" : "download", streams);
  }

  @Override
  public Unit unit() {
    return Unit.GIGABYTE;
  }

  @Override
  public List<String> load(Programs programs, Target target, long millis) {
    return programs.command("tls", target.port(), "bulk", streams, direction.word(), millis);
  }
}
