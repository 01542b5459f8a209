package io.weir.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.bench.BenchException;
import io.weir.bench.measure.Metric;
import io.weir.bench.peer.Placement;
import io.weir.bench.run.Header.Described;
import io.weir.bench.run.Header.Entrant;
import io.weir.bench.run.ResultLine.Remark;
import io.weir.bench.workload.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  private static final Header HEADER =
      new Header(
          "2026-11-25T00-00-00",
          "quick",
          3,
          500,
          0.1,
          Machine.here(),
          Placement.apart(),
          List.of(new Entrant("weir", "1.0", "weir.conf", "as it comes", true)),
          List.of(new Described("conn", "New", Unit.CONNECTION, List.of(Metric.CPU))));
  private static final Slice SLICE =
      new Slice("conn", "weir", 2, 0.05, false, Map.of(Metric.CPU, 12.5, Metric.RATE, 1e4));
  private static final Remark REMARK = new Remark("nginx", "conn", "its process has ended");

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path path = folder.resolve("raw.jsonl");
    try (var file = new ResultFile(path)) {
      file.add(HEADER);
      file.add(REMARK);
      file.add(SLICE);
    }

    assertThat(Results.read(path)).isEqualTo(new Results(HEADER, List.of(SLICE), List.of(REMARK)));
    assertThat(Files.readAllLines(path)).hasSize(3);
    assertThat(Results.read(path).of("conn", "weir", Metric.CPU)).containsExactly(SLICE);
    assertThat(Results.read(path).of("conn", "weir", Metric.P50)).isEmpty();
  }

  @Test
  void anythingElseIsRefused() throws IOException {
    Path path = Files.writeString(folder.resolve("x"), "no json\n");

    assertThatThrownBy(() -> Results.read(path))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining(path.toString());
  }
}
