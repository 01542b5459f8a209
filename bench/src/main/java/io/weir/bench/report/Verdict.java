package io.weir.bench.report;

import io.weir.bench.measure.Ratio;

/** What a ratio's 95 % interval says. */
enum Verdict {
  /** All of it lies below 1. */
  LESS("less"),
  /** It holds 1: no difference was shown. */
  EVEN("even"),
  /** All of it lies above 1. */
  MORE("more");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  static Verdict of(Ratio ratio) {
    if (ratio.high() < 1) {
      return LESS;
    }
    return ratio.low() > 1 ? MORE : EVEN;
  }

  String word() {
    return word;
  }
}
