package io.weir.bench.run;

import io.weir.bench.BenchException;
import io.weir.bench.measure.Metric;
import io.weir.bench.run.Fleet.Member;
import io.weir.bench.run.ResultLine.Remark;
import io.weir.bench.workload.FreshWorkload;
import io.weir.bench.workload.SteadyWorkload;
import io.weir.bench.workload.Workload;
import java.util.List;

/**
 * The order of a run: workload by workload, in rounds that go through the peers forwards and
 * backwards in turn.
 */
public final class BenchRun {
  /** Below this share of a slice's CPU time the JIT compilers count as quiet. */
  private static final double QUIET = 0.02;

  private static final int REPEATS = 2;

  private final BenchSet set;
  private final Fleet fleet;
  private final SliceTaker taker;
  private final ResultFile file;
  private final Progress progress;
  private int repeatsLeft;

  /** A run over what the fleet holds. */
  public BenchRun(BenchSet set, Fleet fleet, SliceTaker taker, ResultFile file, Progress progress) {
    this.set = set;
    this.fleet = fleet;
    this.taker = taker;
    this.file = file;
    this.progress = progress;
    // Else a busy machine would make a run endless.
    this.repeatsLeft = set.steady().size() * set.rounds() * fleet.members().size() / 4;
  }

  /** Measures everything. */
  public void run() throws InterruptedException {
    for (SteadyWorkload workload : set.steady()) {
      progress.begin(workload);
      for (Member member : List.copyOf(fleet.members())) {
        guarded(workload, member, () -> warmUp(workload, member));
      }
      for (int round = 0; round < set.rounds(); round++) {
        int current = round;
        for (Member member : order(fleet.members(), round)) {
          guarded(
              workload,
              member,
              () -> keep(repeated(() -> taker.steady(workload, member, current))));
        }
      }
    }
    for (FreshWorkload workload : set.fresh()) {
      progress.begin(workload);
      for (int round = 0; round < set.freshRounds(); round++) {
        int current = round;
        for (Member member : order(fleet.members(), round)) {
          if (member.peer() != null) {
            guarded(
                workload,
                member,
                () -> keep(repeated(() -> taker.fresh(workload, member, current))));
          }
        }
      }
    }
  }

  /**
   * Forwards in even rounds, backwards in odd ones: whoever comes first has no advantage over all
   * rounds.
   */
  static <T> List<T> order(List<T> members, int round) {
    return round % 2 == 0 ? List.copyOf(members) : List.copyOf(members.reversed());
  }

  /**
   * Until the compilers have been quiet twice in a row, because they work in bursts; a program
   * without them is warm after one slice.
   */
  private void warmUp(SteadyWorkload workload, Member member) throws InterruptedException {
    int quiet = 0;
    double share = 0;
    for (int i = 0; i < set.warmUps() && quiet < 2; i++) {
      Slice slice = taker.steady(workload, member, -1);
      share = jitShare(slice);
      if (share == 0) {
        return;
      }
      quiet = share < QUIET ? quiet + 1 : 0;
    }
    if (quiet < 2) {
      remark(
          workload,
          member,
          "not warm after %d slices: its compilers still used %.0f %% of its CPU time"
              .formatted(set.warmUps(), share * 100));
    }
  }

  private static double jitShare(Slice slice) {
    double jit = slice.values().getOrDefault(Metric.CPU_JIT, 0.0);
    return jit == 0 ? 0 : jit / slice.values().getOrDefault(Metric.CPU, jit);
  }

  private Slice repeated(Measurement measurement) throws InterruptedException {
    Slice slice = measurement.take();
    for (int i = 0; slice.dirty() && i < REPEATS && repeatsLeft > 0; i++) {
      repeatsLeft--;
      Slice again = measurement.take();
      if (again.foreign() < slice.foreign()) {
        slice = again;
      }
    }
    return slice;
  }

  private void keep(Slice slice) {
    file.add(slice);
    progress.took(slice);
  }

  /**
   * What goes wrong with one peer is told and does not end the run; a peer whose process has ended
   * is out of it.
   */
  private void guarded(Workload workload, Member member, Step step) throws InterruptedException {
    if (!fleet.members().contains(member)) {
      return;
    }
    try {
      step.go();
    } catch (BenchException e) {
      remark(workload, member, String.valueOf(e.getMessage()));
    }
    if (!member.isAlive()) {
      remark(workload, member, "its process has ended");
      fleet.remove(member);
    }
  }

  private void remark(Workload workload, Member member, String text) {
    var remark = new Remark(member.name(), workload.name(), text);
    file.add(remark);
    progress.remark(remark);
  }

  /** Something done with one peer. */
  private interface Step {
    void go() throws InterruptedException;
  }

  /** Something that yields a slice each time. */
  private interface Measurement {
    Slice take() throws InterruptedException;
  }
}
