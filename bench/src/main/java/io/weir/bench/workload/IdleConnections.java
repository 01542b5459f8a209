package io.weir.bench.workload;

import io.weir.bench.load.LoadProcess;
import io.weir.bench.load.LoadResult;
import io.weir.bench.measure.Metric;
import io.weir.bench.measure.ProcFiles;
import io.weir.bench.peer.RunningPeer;
import java.util.EnumMap;
import java.util.List;

/** Memory at rest, and what connections that do nothing add to it. */
public record IdleConnections(int count, long restMillis) implements FreshWorkload {
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
      // At rest is what is asked for: whatever a start leaves behind has this long to end.
      Thread.sleep(restMillis);
      ProcFiles files = peer.gauge().files();
      long atRest = files.residentBytes(running.processes());
      LoadResult result = LoadResult.parse(load.run());
      long loaded = files.residentBytes(running.processes());
      var values = new EnumMap<Metric, Double>(Metric.class);
      values.put(Metric.RESIDENT, (double) atRest);
      values.put(Metric.ERRORS, (double) result.errors());
      if (result.units() > 0) {
        values.put(Metric.PER_CONNECTION, (loaded - atRest) / result.units());
      }
      return new Measured(values, 0);
    }
  }
}
