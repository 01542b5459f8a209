package io.weir.bench.report;

import io.weir.bench.measure.Median;
import io.weir.bench.measure.Metric;
import io.weir.bench.measure.Ratio;
import io.weir.bench.run.Results;
import io.weir.bench.run.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the slices of a run come to. Slices that other load has spoilt are left out, unless fewer
 * than three would remain: then all count, and the figure is marked.
 */
record Figures(Results results) {
  private static final int ENOUGH = 3;

  /**
   * A figure.
   *
   * @param spoilt whether dirty slices went into it
   */
  record Marked<T>(T value, boolean spoilt) {}

  /** A peer's median, if the metric was measured. */
  Optional<Marked<Median>> median(String workload, String peer, Metric metric) {
    List<Slice> all = results.of(workload, peer, metric);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    List<Slice> clean = all.stream().filter(slice -> !slice.dirty()).toList();
    List<Slice> used = isEnough(clean.size(), all.size()) ? clean : all;
    Median median = Median.of(used.stream().map(slice -> slice.value(metric)).toList());
    return Optional.of(new Marked<>(median, used.stream().anyMatch(Slice::dirty)));
  }

  /** The sum over all rounds, if the metric was measured. */
  Optional<Double> sum(String workload, String peer, Metric metric) {
    return results.of(workload, peer, metric).stream()
        .map(slice -> slice.value(metric))
        .reduce(Double::sum);
  }

  /**
   * How the first peer's metric compares with the second's, round by round; empty if a round has
   * not both, or one is 0.
   */
  Optional<Marked<Ratio>> ratio(String workload, String peer, String other, Metric metric) {
    var all = new ArrayList<Double>();
    var clean = new ArrayList<Double>();
    for (Slice slice : results.of(workload, peer, metric)) {
      results.of(workload, other, metric).stream()
          .filter(candidate -> candidate.round() == slice.round())
          .findFirst()
          .ifPresent(counterpart -> {
            double ratio = slice.value(metric) / counterpart.value(metric);
            if (ratio > 0 && Double.isFinite(ratio)) {
              all.add(ratio);
              if (!slice.dirty() && !counterpart.dirty()) {
                clean.add(ratio);
              }
            }
          });
    }
    if (all.isEmpty()) {
      return Optional.empty();
    }
    boolean enough = isEnough(clean.size(), all.size());
    return Optional.of(new Marked<>(Ratio.of(enough ? clean : all), !enough));
  }

  private static boolean isEnough(int clean, int all) {
    return clean >= Math.min(ENOUGH, all);
  }

  /** The share of slices that are dirty, 0 to 1. */
  double dirtyShare() {
    List<Slice> slices = results.slices();
    return slices.isEmpty()
        ? 0
        : (double) slices.stream().filter(Slice::dirty).count() / slices.size();
  }
}
