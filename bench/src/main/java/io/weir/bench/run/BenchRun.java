package io.weir.bench.run;

import io.weir.bench.BenchException;
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
  private static final int SLICES_PER_REPEAT = 4;

  private final BenchSet set;
  private final Fleet fleet;
  private final SliceTaker taker;
  private final ResultFile file;
  private final Progress progress;
  private final Repeats repeats;

  /** A run over what the fleet holds. */
  public BenchRun(BenchSet set, Fleet fleet, SliceTaker taker, ResultFile file, Progress progress) {
    this.set = set;
    this.fleet = fleet;
    this.taker = taker;
    this.file = file;
    this.progress = progress;
    this.repeats =
        new Repeats(
            set.steady().size() * set.rounds() * fleet.members().size() / SLICES_PER_REPEAT);
  }

  /** Measures everything. */
  public void run() throws InterruptedException {
    for (SteadyWorkload workload : set.steady()) {
      progress.begin(workload);
      for (Member member : members(workload)) {
        guarded(workload, member, () -> warmUp(workload, member));
      }
      for (int round = 0; round < set.rounds(); round++) {
        int current = round;
        for (Member member : order(members(workload), round)) {
          guarded(
              workload,
              member,
              () -> keep(repeats.best(() -> taker.steady(workload, member, current))));
        }
      }
    }
    for (FreshWorkload workload : set.fresh()) {
      progress.begin(workload);
      for (int round = 0; round < set.freshRounds(); round++) {
        int current = round;
        for (Member member : order(members(workload), round)) {
          if (member.peer() != null) {
            guarded(
                workload,
                member,
                () -> keep(repeats.best(() -> taker.fresh(workload, member, current))));
          }
        }
      }
    }
  }

  private List<Member> members(Workload workload) {
    return fleet.members().stream().filter(member -> member.takes(workload)).toList();
  }

  /**
   * Forwards in even rounds, backwards in odd ones: whoever comes first has no advantage over all
   * rounds.
   */
  static <T> List<T> order(List<T> members, int round) {
    return round % 2 == 0 ? List.copyOf(members) : List.copyOf(members.reversed());
  }

  private void warmUp(SteadyWorkload workload, Member member) throws InterruptedException {
    double share = new WarmUp(set.warmUps()).run(() -> taker.steady(workload, member, -1));
    if (share >= WarmUp.QUIET) {
      remark(
          workload,
          member,
          "not warm after %d slices: its compilers still used %.0f %% of its CPU time"
              .formatted(set.warmUps(), share * 100));
    }
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
}
