package io.weir.bench.report;

import io.weir.bench.measure.Median;
import io.weir.bench.measure.Metric;
import io.weir.bench.report.BarChart.Bar;
import io.weir.bench.report.Figures.Marked;
import io.weir.bench.run.Header.Described;
import io.weir.bench.run.Header.Entrant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What one workload came to: a table of figures, one of ratios, and a chart. */
record WorkloadSection(Figures figures, Described workload, List<Entrant> peers) {
  // The other two parts of CPU time are in the raw file: in a warm slice they are 0.
  private static final Set<Metric> COLUMNS =
      EnumSet.complementOf(EnumSet.of(Metric.CPU_JIT, Metric.CPU_GC));

  String markdown(String chartFolder) {
    return """
    ### %s

    %s
    %s
    ![%s](%s/%s.svg)

    """
        .formatted(
            workload.title(), values(), ratios(), workload.title(), chartFolder, workload.name());
  }

  private MarkdownTable values() {
    List<Metric> columns =
        COLUMNS.stream()
            .filter(metric ->
                peers.stream()
                    .anyMatch(peer ->
                        !figures.results().of(workload.name(), peer.name(), metric).isEmpty()))
            .toList();
    var headings = new ArrayList<>(List.of("`" + workload.name() + "`"));
    columns.forEach(metric -> headings.add(Shown.heading(metric, workload.unit())));
    var table = MarkdownTable.ofFigures(headings);
    for (Entrant peer : peers) {
      List<String> cells = columns.stream().map(metric -> value(peer, metric)).toList();
      if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
        table.row(Stream.concat(Stream.of(peer.name()), cells.stream()).toList());
      }
    }
    return table;
  }

  private String value(Entrant peer, Metric metric) {
    if (metric == Metric.ERRORS) {
      return figures
          .sum(workload.name(), peer.name(), metric)
          .map(sum -> "%.0f".formatted(sum))
          .orElse("");
    }
    return median(peer, metric)
        .map(marked ->
            Shown.number(Shown.scaled(metric, workload.unit(), marked.value().value()))
                + (marked.spoilt() ? " ~" : ""))
        .orElse("");
  }

  private Optional<Marked<Median>> median(Entrant peer, Metric metric) {
    return figures.median(workload.name(), peer.name(), metric);
  }

  private String ratios() {
    var text = new StringBuilder();
    for (Entrant weir : peers) {
      if (weir.weir()) {
        MarkdownTable table = ratios(weir);
        if (!table.isEmpty()) {
          text.append(table).append('\n');
        }
      }
    }
    return text.toString();
  }

  private MarkdownTable ratios(Entrant weir) {
    var headings = new ArrayList<>(List.of(weir.name() + " /"));
    workload.compared().forEach(metric -> headings.add(Shown.heading(metric, workload.unit())));
    var table = MarkdownTable.ofFigures(headings);
    for (Entrant peer : peers) {
      if (!isCompared(weir, peer)) {
        continue;
      }
      List<String> cells =
          workload.compared().stream().map(metric -> ratio(weir, peer, metric)).toList();
      if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
        table.row(Stream.concat(Stream.of(peer.name()), cells.stream()).toList());
      }
    }
    return table;
  }

  /** With peers, and with the weirs behind it: each two of them are compared once. */
  private boolean isCompared(Entrant weir, Entrant other) {
    return other.weir() ? peers.indexOf(other) > peers.indexOf(weir) : !other.config().isEmpty();
  }

  private String ratio(Entrant weir, Entrant peer, Metric metric) {
    return figures
        .ratio(workload.name(), weir.name(), peer.name(), metric)
        .map(marked ->
            Shown.ratio(marked.value())
                + " "
                + Verdict.of(marked.value()).word()
                + (marked.spoilt() ? " ~" : ""))
        .orElse("");
  }

  /** The first of the metrics that are compared, peer by peer. */
  String chart() {
    Metric metric = workload.compared().getFirst();
    var bars = new ArrayList<Bar>();
    for (Entrant peer : peers) {
      median(peer, metric).map(marked -> bar(peer, metric, marked.value())).ifPresent(bars::add);
    }
    return new BarChart(
            workload.title() + ": " + Shown.heading(metric, workload.unit()), List.copyOf(bars))
        .draw();
  }

  private Bar bar(Entrant peer, Metric metric, Median median) {
    return new Bar(
        peer.name(),
        Shown.scaled(metric, workload.unit(), median.low()),
        Shown.scaled(metric, workload.unit(), median.value()),
        Shown.scaled(metric, workload.unit(), median.high()),
        peer.weir());
  }
}
