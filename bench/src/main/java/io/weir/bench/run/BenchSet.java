package io.weir.bench.run;

import io.weir.bench.workload.FreshWorkload;
import io.weir.bench.workload.SteadyWorkload;
import io.weir.bench.workload.Workload;
import java.util.List;

/**
 * What is measured, and how thoroughly.
 *
 * @param minutes how long it shall take on a quiet machine; slices are made as long as fits
 * @param rounds how often each steady workload is measured with each peer
 * @param freshRounds the same for the workloads that start a peer
 * @param warmUps how many slices a peer gets at most until its compilers are quiet
 */
public record BenchSet(
    String name,
    double minutes,
    int rounds,
    int freshRounds,
    int warmUps,
    List<Workload> workloads) {
  private static final double SECONDS_PER_FRESH = 4;
  private static final double SECONDS_BETWEEN_SLICES = 0.1;
  private static final double SHORTEST_SECONDS = 0.3;
  private static final double LONGEST_SECONDS = 1;
  // Kept for warming up and for slices that are repeated.
  private static final double SPARE = 0.2;

  /** Those that measure a running peer. */
  public List<SteadyWorkload> steady() {
    return workloads.stream()
        .filter(SteadyWorkload.class::isInstance)
        .map(SteadyWorkload.class::cast)
        .toList();
  }

  /** Those that start a peer. */
  public List<FreshWorkload> fresh() {
    return workloads.stream()
        .filter(FreshWorkload.class::isInstance)
        .map(FreshWorkload.class::cast)
        .toList();
  }

  /**
   * How long a slice is with this many peers, in milliseconds: what the time allows, between 0.3
   * and 1 s.
   */
  public long sliceMillis(int peers) {
    int slices = Math.max(1, steady().size() * rounds * peers);
    double seconds =
        minutes * 60 * (1 - SPARE) - SECONDS_PER_FRESH * fresh().size() * freshRounds * peers;
    return Math.round(
        1e3
            * Math.clamp(
                seconds / slices - SECONDS_BETWEEN_SLICES, SHORTEST_SECONDS, LONGEST_SECONDS));
  }

  /** With another number of rounds. */
  public BenchSet withRounds(int count) {
    return new BenchSet(name, minutes, count, Math.min(freshRounds, count), warmUps, workloads);
  }

  /** With those of its workloads that bear one of these names. */
  public BenchSet only(List<String> names) {
    return new BenchSet(
        name,
        minutes,
        rounds,
        freshRounds,
        warmUps,
        workloads.stream().filter(workload -> names.contains(workload.name())).toList());
  }
}
