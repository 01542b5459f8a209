package io.weir.bench.report;

import io.weir.bench.measure.Metric;
import io.weir.bench.peer.Placement;
import io.weir.bench.run.Header;
import io.weir.bench.run.Header.Described;
import io.weir.bench.run.Header.Entrant;
import io.weir.bench.run.Machine;
import io.weir.bench.run.ResultLine.Remark;
import io.weir.bench.run.Results;
import io.weir.bench.run.Slice;
import io.weir.bench.workload.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A run with two workloads, in which weir needs 20 µs for a connection where haproxy needs 10. */
final class SampleRun {
  private SampleRun() {}

  static Results of(List<Slice> slices) {
    return new Results(
        new Header(
            "2026-11-25T00-00-00",
            "quick",
            3,
            500,
            0.1,
            new Machine("A Processor", 2, 8L << 30, "Linux 6", List.of("a.b = c")),
            Placement.apart(),
            List.of(
                new Entrant("direct", "", "", "no proxy", false),
                new Entrant("weir", "1.0", "weir.conf", "as it comes", true),
                new Entrant("haproxy", "2.6", "haproxy.cfg", "as it comes", false)),
            List.of(
                new Described("conn", "New connections", Unit.CONNECTION, List.of(Metric.CPU)),
                new Described("bulk-up-1", "Bulk", Unit.GIGABYTE, List.of(Metric.CPU)))),
        slices,
        List.of(new Remark("nginx", "", "its program was not found\nand more")));
  }

  static Results complete() {
    var slices = new ArrayList<Slice>();
    for (int round = 0; round < 3; round++) {
      slices.add(new Slice("conn", "direct", round, 0, false, Map.of(Metric.RATE, 9000.0)));
      slices.add(slice("conn", "weir", round, 20 + round));
      slices.add(slice("conn", "haproxy", round, 10 + round / 2.0));
      slices.add(slice("bulk-up-1", "weir", round, 100_000));
      slices.add(slice("bulk-up-1", "haproxy", round, 400_000));
    }
    return of(slices);
  }

  static Slice slice(String workload, String peer, int round, double cpu) {
    return new Slice(
        workload,
        peer,
        round,
        0.02,
        false,
        Map.of(Metric.CPU, cpu, Metric.RATE, 1234.5, Metric.ERRORS, 1.0));
  }
}
