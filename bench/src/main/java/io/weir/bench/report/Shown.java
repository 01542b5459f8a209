package io.weir.bench.report;

import io.weir.bench.measure.Metric;
import io.weir.bench.measure.Ratio;
import io.weir.bench.workload.Unit;
import java.util.Locale;

/** How metrics and numbers are written. */
final class Shown {
  private static final double MIB = 1024 * 1024;

  private Shown() {}

  /** A column's heading. */
  static String heading(Metric metric, Unit unit) {
    String per = unit.time() + "/" + unit.word();
    return switch (metric) {
      case CPU -> "CPU, " + per;
      case CPU_WORK -> "without JIT and GC";
      case CPU_JIT -> "JIT";
      case CPU_GC -> "GC";
      case RATE -> unit == Unit.GIGABYTE ? "GB/s" : unit.word() + "s/s";
      case P50 -> "p50, µs";
      case P99 -> "p99, µs";
      case P999 -> "p99.9, µs";
      case ERRORS -> "errors";
      case RESIDENT -> "resident, MiB";
      case START -> "start to first answer, ms";
      case PER_CONNECTION -> "KiB/connection";
    };
  }

  /** A value in its heading's unit. */
  static double scaled(Metric metric, Unit unit, double value) {
    return switch (metric) {
      case CPU, CPU_WORK, CPU_JIT, CPU_GC -> unit.scale(value);
      case RESIDENT -> value / MIB;
      case PER_CONNECTION -> value / 1024;
      case RATE, P50, P99, P999, ERRORS, START -> value;
    };
  }

  /** Three digits that count. */
  static String number(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value)) {
      return "–";
    }
    if (size >= 1000) {
      double step = Math.pow(10, Math.floor(Math.log10(size)) - 2);
      return String.format(Locale.ROOT, "%,.0f", Math.round(value / step) * step);
    }
    return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
  }

  private static String hundredths(double ratio) {
    return String.format(Locale.ROOT, ratio < 100 ? "%.2f" : "%.0f", ratio);
  }

  /** A ratio with its interval. */
  static String ratio(Ratio ratio) {
    String estimate = hundredths(ratio.estimate());
    return ratio.pairs() < 2
        ? estimate
        : "%s (%s–%s)".formatted(estimate, hundredths(ratio.low()), hundredths(ratio.high()));
  }
}
