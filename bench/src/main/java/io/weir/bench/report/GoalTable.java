package io.weir.bench.report;

import io.weir.bench.measure.Median;
import io.weir.bench.measure.Metric;
import io.weir.bench.report.Figures.Marked;
import io.weir.bench.report.Goal.AgainstItself;
import io.weir.bench.report.Goal.AgainstPeer;
import io.weir.bench.report.Goal.Bound;
import io.weir.bench.run.Header.Described;
import java.util.List;
import java.util.Optional;

/** Goals beside what was measured. */
record GoalTable(Figures figures, List<Described> workloads, String weir) {
  /** What a goal is about, what came out, and the interval of that: a point where there is none. */
  private record Outcome(
      String against, String measured, double low, double high, boolean spoilt) {}

  /** A row for each goal for which there are figures. */
  MarkdownTable of(List<Goal> goals) {
    var table =
        MarkdownTable.ofWords(List.of("workload", "what", "against", "at most", "measured", ""));
    for (Goal goal : goals) {
      outcome(goal)
          .ifPresent(outcome ->
              table.row(
                  List.of(
                      goal.workload(),
                      what(goal),
                      outcome.against,
                      Shown.number(goal.atMost()),
                      outcome.measured + (outcome.spoilt ? " ~" : ""),
                      verdict(outcome, goal.atMost()))));
    }
    return table;
  }

  private Optional<Outcome> outcome(Goal goal) {
    return switch (goal) {
      case AgainstPeer(String workload, Metric metric, String peer, double _) ->
          figures
              .ratio(workload, weir, peer, metric)
              .map(ratio ->
                  new Outcome(
                      peer,
                      Shown.ratio(ratio.value()),
                      ratio.value().low(),
                      ratio.value().high(),
                      ratio.spoilt()));
      case AgainstItself(String workload, Metric metric, String other, double _) ->
          figures
              .median(workload, weir, metric)
              .flatMap(median ->
                  figures
                      .median(other, weir, metric)
                      .map(base -> {
                        double ratio = median.value().value() / base.value().value();
                        return new Outcome(
                            weir + " in " + other,
                            Shown.number(ratio),
                            ratio,
                            ratio,
                            median.spoilt() || base.spoilt());
                      }));
      case Bound(String workload, Metric metric, double _) ->
          figures.median(workload, weir, metric).map(median -> bound(goal, median));
    };
  }

  /** A goal is kept when all of the interval is within the bound, and missed when none of it is. */
  private static String verdict(Outcome outcome, double atMost) {
    if (outcome.high <= atMost) {
      return "kept";
    }
    return outcome.low > atMost ? "**missed**" : "not shown";
  }

  private Outcome bound(Goal goal, Marked<Median> median) {
    double value = scaled(goal, median.value().value());
    return new Outcome("", Shown.number(value), value, value, median.spoilt());
  }

  private double scaled(Goal goal, double value) {
    return described(goal)
        .map(workload -> Shown.scaled(goal.metric(), workload.unit(), value))
        .orElse(value);
  }

  private String what(Goal goal) {
    return described(goal)
        .map(workload -> Shown.heading(goal.metric(), workload.unit()))
        .orElse(goal.metric().toString());
  }

  private Optional<Described> described(Goal goal) {
    return workloads.stream()
        .filter(workload -> workload.name().equals(goal.workload()))
        .findFirst();
  }
}
