package io.weir.bench.run;

import io.weir.bench.run.ResultLine.Remark;
import io.weir.bench.workload.Workload;
import java.io.PrintStream;

/** Says on a terminal how far a run is. */
public final class Progress {
  private final PrintStream out;
  private int slices;
  private int dirty;

  /** Writes there. */
  public Progress(PrintStream out) {
    this.out = out;
  }

  /** A workload begins. */
  public void begin(Workload workload) {
    say(workload.name() + ": " + workload.title());
  }

  /** A slice was kept. */
  public void took(Slice slice) {
    slices++;
    if (slice.dirty()) {
      dirty++;
    }
  }

  /** A peer is not as it should be. */
  public void remark(Remark remark) {
    say(
        "ATTENTION: %s%s: %s"
            .formatted(
                remark.peer(),
                remark.workload().isEmpty() ? "" : " in " + remark.workload(),
                remark.text()));
  }

  /** How many slices there were, and how many of them other load has spoilt. */
  public void end() {
    say("%d slices, %d of them dirty".formatted(slices, dirty));
  }

  /** A line. */
  public void say(String line) {
    out.println(line);
    out.flush();
  }
}
