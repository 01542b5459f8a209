package io.weir.bench.run;

import io.weir.bench.peer.Peer;
import io.weir.bench.peer.VersionQuestion;
import io.weir.bench.run.Fleet.Member;
import io.weir.bench.run.Header.Described;
import io.weir.bench.run.Header.Entrant;
import java.util.ArrayList;
import java.util.List;

/** Makes the header of a result file. */
final class Headers {
  private Headers() {}

  static Header of(String date, BenchSet set, SliceTaker taker, List<Member> members)
      throws InterruptedException {
    var entrants = new ArrayList<Entrant>();
    for (Member member : members) {
      entrants.add(entrant(member));
    }
    return new Header(
        date,
        set.name(),
        set.rounds(),
        taker.millis(),
        taker.dirtyFrom(),
        Machine.here(),
        taker.starter().placement(),
        entrants,
        set.workloads().stream()
            .map(workload ->
                new Described(
                    workload.name(), workload.title(), workload.unit(), workload.compared()))
            .toList());
  }

  private static Entrant entrant(Member member) throws InterruptedException {
    Peer peer = member.peer();
    if (peer == null) {
      return new Entrant(member.name(), "", "", "no proxy: the backend itself", false);
    }
    return new Entrant(
        member.name(),
        VersionQuestion.ask(peer),
        peer.definition().config(),
        peer.definition().note(),
        peer.definition().isWeir());
  }
}
