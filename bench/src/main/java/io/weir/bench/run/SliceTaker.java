package io.weir.bench.run;

import io.weir.bench.BenchException;
import io.weir.bench.load.LoadProcess;
import io.weir.bench.load.LoadResult;
import io.weir.bench.load.Programs;
import io.weir.bench.measure.Gauge;
import io.weir.bench.measure.Gauge.Moment;
import io.weir.bench.measure.Metric;
import io.weir.bench.peer.PeerStarter;
import io.weir.bench.run.Fleet.Member;
import io.weir.bench.workload.FreshPeer;
import io.weir.bench.workload.FreshWorkload;
import io.weir.bench.workload.FreshWorkload.Measured;
import io.weir.bench.workload.SteadyValues;
import io.weir.bench.workload.SteadyWorkload;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Takes single slices.
 *
 * @param dirtyFrom the share of foreign load from which a slice is dirty
 */
public record SliceTaker(
    Programs programs, PeerStarter starter, Gauge gauge, long millis, double dirtyFrom) {
  /**
   * Puts a load on a running peer.
   *
   * @throws BenchException if nothing at all went through
   */
  public Slice steady(SteadyWorkload workload, Member member, int round) {
    List<Long> processes = member.processes();
    Map<Metric, Double> values;
    double foreign;
    try (var load = LoadProcess.start(workload.load(programs, member.target(), millis))) {
      Moment before = gauge.read(processes);
      LoadResult result = LoadResult.parse(load.run());
      Moment after = gauge.read(processes);
      foreign = gauge.foreignShare(before, after);
      values = SteadyValues.of(result, before, after, member.running() != null);
    }
    if (!values.containsKey(Metric.RATE)) {
      throw new BenchException("nothing went through");
    }
    if (member.running() != null) {
      values = new EnumMap<>(values);
      values.put(Metric.RESIDENT, (double) gauge.files().residentBytes(processes));
    }
    return slice(workload.name(), member, round, foreign, values);
  }

  /** Lets a workload start an instance of the member's peer, which must not be {@code direct}. */
  public Slice fresh(FreshWorkload workload, Member member, int round) throws InterruptedException {
    var peer =
        new FreshPeer(
            Objects.requireNonNull(member.peer()),
            member.freshPort(),
            member.backend().port(),
            starter,
            programs,
            gauge);
    Measured measured = workload.measure(peer);
    return slice(workload.name(), member, round, measured.foreign(), measured.values());
  }

  private Slice slice(
      String workload, Member member, int round, double foreign, Map<Metric, Double> values) {
    return new Slice(workload, member.name(), round, foreign, foreign >= dirtyFrom, values);
  }
}
