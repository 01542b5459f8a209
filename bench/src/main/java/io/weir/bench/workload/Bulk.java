package io.weir.bench.workload;

import io.weir.bench.load.Programs;
import io.weir.bench.peer.Target;
import java.util.List;
import java.util.Locale;

/** As many bytes as go through, by clients and servers that copy none. */
public record Bulk(Direction direction, int streams) implements SteadyWorkload {
  /** Where the bytes go. */
  public enum Direction {
    /** From the client. */
    UP,
    /** To the client. */
    DOWN;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String name() {
    return "bulk-%s-%d".formatted(direction.word(), streams);
  }

  @Override
  public String title() {
    return "Bulk %s, %d stream%s"
        .formatted(
            direction == Direction.UP ? "upload" : "download", streams, streams == 1 ? "" : "s");
  }

  @Override
  public Unit unit() {
    return Unit.GIGABYTE;
  }

  @Override
  public List<String> load(Programs programs, Target target, long millis) {
    return programs.command("bulk", target.port(), streams, direction.word(), millis);
  }
}
