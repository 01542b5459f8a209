package io.weir.bench.measure;

/**
 * What is measured. Where a unit is named it is the workload's: a connection, an exchange, a
 * gigabyte.
 */
public enum Metric {
  /** CPU time per unit, all threads, in microseconds. */
  CPU,
  /** The same without JIT compilers and collectors. */
  CPU_WORK,
  /** The same, JIT compilers alone. */
  CPU_JIT,
  /** The same, collectors alone. */
  CPU_GC,
  /** Units a second. */
  RATE,
  /** Median latency in microseconds. */
  P50,
  /** 99th percentile of the latency in microseconds. */
  P99,
  /** 99.9th percentile of the latency in microseconds. */
  P999,
  /** Units that failed. */
  ERRORS,
  /** Resident memory in bytes. */
  RESIDENT,
  /** From the start of the process to the first answer, in milliseconds. */
  START,
  /** Resident memory per connection that stands idle, in bytes. */
  PER_CONNECTION
}
