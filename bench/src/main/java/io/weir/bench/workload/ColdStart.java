package io.weir.bench.workload;

import io.weir.bench.BenchException;
import io.weir.bench.load.FirstAnswer;
import io.weir.bench.load.LoadProcess;
import io.weir.bench.load.LoadResult;
import io.weir.bench.measure.Gauge.Moment;
import io.weir.bench.measure.Metric;
import io.weir.bench.peer.RunningPeer;
import java.util.List;
import java.util.Map;

/**
 * From the start of the process to the first answer through it, and what new connections cost right
 * after that.
 */
public record ColdStart(int concurrent, int size, long millis) implements FreshWorkload {
  private static final int PATIENCE_MILLIS = 20_000;

  @Override
  public String name() {
    return "cold";
  }

  @Override
  public String title() {
    return "Cold: start to first answer, and new connections in the first %s s after it"
        .formatted(millis / 1e3);
  }

  @Override
  public Unit unit() {
    return Unit.CONNECTION;
  }

  @Override
  public List<Metric> compared() {
    return List.of(Metric.CPU, Metric.START);
  }

  @Override
  public Measured measure(FreshPeer peer) {
    try (var first =
            LoadProcess.start(peer.programs().command("first", peer.port(), PATIENCE_MILLIS));
        var load =
            LoadProcess.start(
                peer.programs().command("connections", peer.port(), concurrent, size, millis))) {
      first.go();
      try (RunningPeer running = peer.spawn()) {
        FirstAnswer answer = FirstAnswer.parse(first.result());
        if (!answer.served()) {
          throw new BenchException(
              peer.peer().name() + " did not serve:\n" + peer.starter().logEnd(peer.peer()));
        }
        List<Long> processes = running.processes();
        Moment before = peer.gauge().read(processes);
        LoadResult result = LoadResult.parse(load.run());
        Moment after = peer.gauge().read(processes);
        Map<Metric, Double> values = SteadyValues.of(result, before, after, true);
        values.put(Metric.START, (answer.at() - running.started()) / 1e6);
        return new Measured(values, peer.gauge().foreignShare(before, after));
      }
    }
  }
}
