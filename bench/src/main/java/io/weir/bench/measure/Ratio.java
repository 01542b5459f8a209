package io.weir.bench.measure;

import java.util.List;

/**
 * How two things measured side by side compare: the geometric mean of the rounds' ratios, and its
 * 95 % interval by Student's t over their logarithms. Ratios of one round are compared, because
 * load of others and the machine's clock change from round to round and hit both.
 *
 * @param pairs how many rounds there were; without any the estimate is NaN, with one the interval
 *     has no ends
 */
public record Ratio(int pairs, double estimate, double low, double high) {
  /** Two-sided 95 % quantiles for 1 to 30 degrees of freedom. */
  private static final double[] STUDENT = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042
  };

  /** Of the ratios of single rounds, all above 0. */
  public static Ratio of(List<Double> ratios) {
    double[] logs = ratios.stream().mapToDouble(Math::log).toArray();
    int n = logs.length;
    if (n == 0) {
      return new Ratio(0, Double.NaN, Double.NaN, Double.NaN);
    }
    double mean = 0;
    for (double log : logs) {
      mean += log / n;
    }
    if (n == 1) {
      return new Ratio(1, Math.exp(mean), 0, Double.POSITIVE_INFINITY);
    }
    double squares = 0;
    for (double log : logs) {
      squares += (log - mean) * (log - mean);
    }
    double half = student(n - 1) * Math.sqrt(squares / (n - 1) / n);
    return new Ratio(n, Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half));
  }

  /** Above 30 degrees the one for 30 is a little too careful, which does no harm. */
  private static double student(int degrees) {
    return STUDENT[Math.min(degrees, STUDENT.length) - 1];
  }
}
