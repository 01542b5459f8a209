package io.weir.bench.workload;

import io.weir.bench.load.LoadProcess;
import io.weir.bench.load.LoadResult;
import io.weir.bench.measure.Metric;
import io.weir.bench.measure.ProcFiles;
import io.weir.bench.peer.RunningPeer;
import java.util.EnumMap;
import java.util.List;

/** Memory at rest, and what connections that do nothing add to it. */
public record IdleConnections(int count) implements FreshWorkload {
  private static final long PAGE = 4096;
  private static final int MILLIS_BETWEEN_LOOKS = 100;
  private static final int STEADY = 10;
  private static final int LOOKS = 80;

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String title() {
    return "Memory at rest, and per idle connection (%,d connections)".formatted(count);
  }

  @Override
  public Unit unit() {
    return Unit.CONNECTION;
  }

  @Override
  public List<Metric> compared() {
    return List.of(Metric.PER_CONNECTION, Metric.RESIDENT);
  }

  @Override
  public Measured measure(FreshPeer peer) throws InterruptedException {
    try (RunningPeer running = peer.start();
        var load = LoadProcess.start(peer.programs().command("idle", peer.port(), count))) {
      ProcFiles files = peer.gauge().files();
      long atRest = atRest(running, files);
      LoadResult result = LoadResult.parse(load.run());
      long grown = files.residentBytes(running.processes()) - atRest;
      var values = new EnumMap<Metric, Double>(Metric.class);
      values.put(Metric.RESIDENT, (double) atRest);
      values.put(Metric.ERRORS, (double) result.errors());
      if (result.units() > 0) {
        // Where memory was given back in between, the growth is lost in that; less than a page
        // cannot be seen at all.
        values.put(Metric.PER_CONNECTION, Math.max(grown, PAGE) / result.units());
      }
      return new Measured(values, 0);
    }
  }

  /**
   * Resident memory once it stays the same: what a start leaves behind (a JVM's compilers, say) is
   * given back by and by.
   */
  private static long atRest(RunningPeer running, ProcFiles files) throws InterruptedException {
    long last = files.residentBytes(running.processes());
    int same = 0;
    for (int i = 0; i < LOOKS && same < STEADY; i++) {
      Thread.sleep(MILLIS_BETWEEN_LOOKS);
      long now = files.residentBytes(running.processes());
      same = Math.abs(now - last) <= last / 1000 ? same + 1 : 0;
      last = now;
    }
    return last;
  }
}
