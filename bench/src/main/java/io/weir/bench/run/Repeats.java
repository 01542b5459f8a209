package io.weir.bench.run;

/**
 * Repeats slices that other load has spoilt, within a budget: else a busy machine would make a run
 * endless.
 */
final class Repeats {
  private static final int EACH = 2;

  private int left;

  /** With this many in all. */
  Repeats(int budget) {
    this.left = budget;
  }

  /** A clean slice, or else the least dirty of three. */
  Slice best(Measurement measurement) throws InterruptedException {
    Slice slice = measurement.take();
    for (int i = 0; slice.dirty() && i < EACH && left > 0; i++) {
      left--;
      Slice again = measurement.take();
      if (again.foreign() < slice.foreign()) {
        slice = again;
      }
    }
    return slice;
  }
}
