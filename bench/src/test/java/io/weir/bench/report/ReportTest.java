package io.weir.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.bench.BenchException;
import io.weir.bench.measure.Metric;
import io.weir.bench.report.Goal.AgainstItself;
import io.weir.bench.report.Goal.AgainstPeer;
import io.weir.bench.report.Goal.Bound;
import io.weir.bench.run.BenchSets;
import io.weir.bench.workload.Workload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {
  private static final List<Goal> GOALS =
      List.of(
          new AgainstPeer("conn", Metric.CPU, "haproxy", 1.05),
          new AgainstPeer("bulk-up-1", Metric.CPU, "haproxy", 0.3),
          new AgainstItself("bulk-up-1", Metric.CPU, "conn", 2),
          new Bound("bulk-up-1", Metric.CPU, 110),
          new AgainstPeer("conn", Metric.CPU, "nginx", 1.05));

  private final Report report = new Report(SampleRun.complete(), GOALS, "benchmarks");

  @Test
  void aLossIsToldAsPlainlyAsAWin() {
    assertThat(report.markdown())
        .contains("| haproxy | 2.00 (2.00–2.00) more |")
        .contains("| haproxy | 0.25 (0.25–0.25) less |")
        .contains("| conn | CPU, µs/connection | haproxy | 1.05 | 2.00 (2.00–2.00) | **missed** |")
        .contains("| bulk-up-1 | CPU, ms/GB | haproxy | 0.30 | 0.25 (0.25–0.25) | kept |")
        .contains("| bulk-up-1 | CPU, ms/GB |  | 110 | 100 | kept |");
  }

  @Test
  void figuresAreMediansInTheWorkloadsUnitAndErrorsASum() {
    assertThat(report.markdown())
        .contains("| weir | 21.0 | 1,230 | 3 |")
        .contains("| weir | 100 | 1,230 | 3 |")
        .contains("| direct |  | 9,000 |  |");
  }

  @Test
  void itSaysWhereAndWithWhatAndWhoIsMissing() {
    assertThat(report.markdown())
        .contains("2026-11-25", "A Processor", "8 GiB", "`a.b = c`")
        .contains("| haproxy | 2.6 | [haproxy.cfg](../bench/peers/haproxy.cfg) | as it comes |")
        .contains("- nginx: its program was not found\n");
  }

  @Test
  void chartsAreWellFormed() throws Exception {
    assertThat(report.charts()).containsOnlyKeys("overview-weir.svg", "conn.svg", "bulk-up-1.svg");
    for (String chart : report.charts().values()) {
      assertThat(
              DocumentBuilderFactory.newInstance()
                  .newDocumentBuilder()
                  .parse(new ByteArrayInputStream(chart.getBytes(StandardCharsets.UTF_8)))
                  .getDocumentElement()
                  .getTagName())
          .isEqualTo("svg");
      assertThat(chart).doesNotContain("NaN", "Infinity");
    }
  }

  @Test
  void aRunOfOneRoundCanBeDrawn() {
    var slices =
        SampleRun.complete().slices().stream().filter(slice -> slice.round() == 0).toList();

    assertThat(new Report(SampleRun.of(slices), GOALS, "x").charts().get("overview-weir.svg"))
        .contains("2.00")
        .doesNotContain("NaN", "Infinity");
  }

  @Test
  void aGoalThatLiesWithinTheIntervalIsNotShown() {
    var run =
        SampleRun.of(
            List.of(
                SampleRun.slice("conn", "weir", 0, 9),
                SampleRun.slice("conn", "weir", 1, 11),
                SampleRun.slice("conn", "haproxy", 0, 10),
                SampleRun.slice("conn", "haproxy", 1, 10)));

    assertThat(new Report(run, GOALS, "x").markdown())
        .containsPattern(
            "\\| conn \\| CPU, µs/connection \\| haproxy \\| 1.05 \\| 0.99 .* \\| not shown \\|");
  }

  @Test
  void publishingReplacesWhatStandsBetweenTheMarks(@TempDir Path docs) throws IOException {
    Path page = docs.resolve("benchmarks.md");
    Files.writeString(page, "before\n%s\nold\n%s\nafter\n".formatted(Page.BEGIN, Page.END));
    Path raw = Files.writeString(docs.resolve("raw"), "a line\n");

    ReportCommand.publish(report, raw, docs, "benchmarks");

    assertThat(page)
        .content()
        .startsWith("before\n")
        .endsWith("\nafter\n")
        .contains("### New connections")
        .doesNotContain("old");
    assertThat(docs.resolve("benchmarks/conn.svg")).isRegularFile();
    try (InputStream packed =
        new GZIPInputStream(Files.newInputStream(docs.resolve("benchmarks/raw.jsonl.gz")))) {
      assertThat(packed.readAllBytes()).asString().isEqualTo("a line\n");
    }
  }

  @Test
  void aPageWithoutTheMarksIsLeftAlone() {
    assertThatThrownBy(() -> Page.with("nothing here", "x")).isInstanceOf(BenchException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"benchmarks", "benchmarks-udp", "benchmarks-tls"})
  void theRealPagesHaveTheMarks(String name) throws IOException {
    assertThat(Page.with(Files.readString(Path.of("../docs", name + ".md")), "x"))
        .contains(Page.BEGIN + "\n\nx\n\n" + Page.END);
  }

  @Test
  void theRealGoalsNameWorkloadsThatThereAre() {
    assertThat(Goal.read(Path.of("goals.conf")))
        .isNotEmpty()
        .extracting(Goal::workload)
        .isSubsetOf(
            Stream.of(BenchSets.FULL, BenchSets.UDP, BenchSets.TLS)
                .flatMap(set -> set.workloads().stream())
                .map(Workload::name)
                .toList());
  }
}
