package io.weir.bench.run;

/** Something that yields a slice each time. */
@FunctionalInterface
interface Measurement {
  /** Takes one. */
  Slice take() throws InterruptedException;
}
