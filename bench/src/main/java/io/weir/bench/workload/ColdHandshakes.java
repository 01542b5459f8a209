package io.weir.bench.workload;

import io.weir.bench.load.LoadProcess;
import io.weir.bench.load.LoadResult;
import io.weir.bench.measure.Gauge.Moment;
import io.weir.bench.measure.Metric;
import io.weir.bench.peer.RunningPeer;
import io.weir.bench.peer.Target;
import io.weir.bench.peer.Wire;
import io.weir.bench.workload.TlsHandshakes.Kind;
import java.util.List;

/** What handshakes cost in the first moments of a process. */
public record ColdHandshakes(int concurrent, long millis) implements FreshWorkload {
  @Override
  public String name() {
    return "tls-cold";
  }

  @Override
  public String title() {
    return "Cold: full TLS handshakes, ECDSA P-256, in the first %s s after the port is open"
        .formatted(millis / 1e3);
  }

  @Override
  public Wire wire() {
    return Wire.TLS;
  }

  @Override
  public Unit unit() {
    return Unit.HANDSHAKE;
  }

  @Override
  public List<Metric> compared() {
    return List.of(Metric.CPU);
  }

  @Override
  public Measured measure(FreshPeer peer) throws InterruptedException {
    Target target = Target.of(peer.port(), peer.backend());
    List<String> command =
        new TlsHandshakes(Kind.P256, concurrent).load(peer.programs(), target, millis);
    try (LoadProcess load = LoadProcess.start(command);
        RunningPeer running = peer.start()) {
      List<Long> processes = running.processes();
      Moment before = peer.gauge().read(processes);
      LoadResult result = LoadResult.parse(load.run());
      Moment after = peer.gauge().read(processes);
      return new Measured(
          SteadyValues.of(result, before, after, true), peer.gauge().foreignShare(before, after));
    }
  }
}
