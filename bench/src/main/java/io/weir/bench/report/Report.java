package io.weir.bench.report;

import io.weir.bench.measure.Metric;
import io.weir.bench.report.RatioChart.Group;
import io.weir.bench.report.RatioChart.Row;
import io.weir.bench.run.Header;
import io.weir.bench.run.Header.Described;
import io.weir.bench.run.Header.Entrant;
import io.weir.bench.run.Machine;
import io.weir.bench.run.ResultLine.Remark;
import io.weir.bench.run.Results;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A run as Markdown and charts.
 *
 * @param folder where the charts will lie, as seen from the page
 */
record Report(Results results, List<Goal> goals, String folder) {
  /** The part of the page that a run writes. */
  String markdown() {
    Header header = results.header();
    var text = new StringBuilder(setting()).append('\n').append(entrants()).append('\n');
    text.append(remarks());
    weirs()
        .forEach(weir ->
            text.append(
                "![%s and its peers](%s/%s)%n%n"
                    .formatted(weir.name(), folder, overviewName(weir))));
    weirs().stream()
        .findFirst()
        .map(weir -> new GoalTable(figures(), header.workloads(), weir.name()).of(goals))
        .filter(table -> !table.isEmpty())
        .ifPresent(table -> text.append("### Goals\n\n").append(table).append('\n'));
    sections().forEach(section -> text.append(section.markdown(folder)));
    return text.toString();
  }

  /** The charts by their file names. */
  Map<String, String> charts() {
    var charts = new LinkedHashMap<String, String>();
    weirs().forEach(weir -> charts.put(overviewName(weir), overview(weir)));
    sections().forEach(section -> charts.put(section.workload().name() + ".svg", section.chart()));
    return charts;
  }

  private String setting() {
    Header header = results.header();
    Machine machine = header.machine();
    return """
    %s UTC, set `%s`: %d rounds, slices of %d ms. %d × %s, %.0f GiB, %s. %s.
    %s

    %.0f %% of the slices are dirty (others used %.0f %% of the processors or more, after repeating). `~` marks figures into which dirty slices went, because
    fewer than three clean ones were left.
    """
        .formatted(
            header.date().replace('T', ' '),
            header.set(),
            header.rounds(),
            header.sliceMillis(),
            machine.processors(),
            machine.processor(),
            machine.memory() / Math.pow(1024, 3),
            machine.kernel(),
            machine.settings().stream()
                .map(setting -> "`" + setting + "`")
                .collect(Collectors.joining(", ")),
            header.placement().sentence(),
            figures().dirtyShare() * 100,
            header.dirtyFrom() * 100);
  }

  private MarkdownTable entrants() {
    var table = MarkdownTable.ofWords(List.of("peer", "version", "configuration", "note"));
    for (Entrant peer : results.header().peers()) {
      table.row(
          List.of(
              peer.name(),
              peer.version(),
              peer.config().isEmpty() ? "" : "[%1$s](../bench/peers/%1$s)".formatted(peer.config()),
              peer.note()));
    }
    return table;
  }

  private String remarks() {
    if (results.remarks().isEmpty()) {
      return "";
    }
    return results.remarks().stream()
        .map((Remark remark) ->
            "- %s%s: %s"
                .formatted(
                    remark.peer(),
                    remark.workload().isEmpty() ? "" : " in `" + remark.workload() + "`",
                    remark.text().lines().findFirst().orElse("")))
        .collect(Collectors.joining("\n", "To be kept in mind:\n\n", "\n\n"));
  }

  private List<Entrant> weirs() {
    return results.header().peers().stream().filter(Entrant::weir).toList();
  }

  private List<WorkloadSection> sections() {
    return results.header().workloads().stream()
        .map(workload -> new WorkloadSection(figures(), workload, results.header().peers()))
        .toList();
  }

  private Figures figures() {
    return new Figures(results);
  }

  private static String overviewName(Entrant weir) {
    return "overview-" + weir.name().replaceAll("[^a-zA-Z0-9.-]", "-") + ".svg";
  }

  private String overview(Entrant weir) {
    List<Group> groups =
        results.header().workloads().stream().map(workload -> group(weir, workload)).toList();
    return new RatioChart(
            weir.name() + " / peer, 95 % interval; left of 1 " + weir.name() + " needs less",
            groups.stream().filter(group -> !group.rows().isEmpty()).toList())
        .draw();
  }

  private Group group(Entrant weir, Described workload) {
    Metric metric = workload.compared().getFirst();
    List<Row> rows =
        results.header().peers().stream()
            .filter(peer -> !peer.weir() && !peer.config().isEmpty())
            .flatMap(peer ->
                figures().ratio(workload.name(), weir.name(), peer.name(), metric).stream()
                    .map(marked -> new Row(peer.name(), marked.value())))
            .toList();
    return new Group(workload.name() + ": " + Shown.heading(metric, workload.unit()), rows);
  }
}
