package io.weir.bench.run;

import io.weir.bench.BenchException;
import io.weir.bench.measure.Metric;
import io.weir.bench.run.ResultLine.Remark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a result file holds. */
public record Results(Header header, List<Slice> slices, List<Remark> remarks) {
  /** Reads a file that {@link ResultFile} wrote. */
  public static Results read(Path file) {
    try (Stream<String> text = Files.lines(file)) {
      JsonMapper mapper = JsonMapper.shared();
      List<ResultLine> lines = text.map(line -> mapper.readValue(line, ResultLine.class)).toList();
      return new Results(
          lines.stream()
              .map(ResultLine::header)
              .filter(Objects::nonNull)
              .findFirst()
              .orElseThrow(() -> new BenchException(file + " holds no header.")),
          lines.stream().map(ResultLine::slice).filter(Objects::nonNull).toList(),
          new ArrayList<>(
              lines.stream().map(ResultLine::remark).filter(Objects::nonNull).toList()));
    } catch (IOException | JacksonException e) {
      throw new BenchException(file + " is no result file: " + e.getMessage(), e);
    }
  }

  /** A peer's slices of a workload that have this metric, by round. */
  public List<Slice> of(String workload, String peer, Metric metric) {
    return slices.stream()
        .filter(slice -> slice.workload().equals(workload) && slice.peer().equals(peer))
        .filter(slice -> slice.values().containsKey(metric))
        .toList();
  }
}
