package io.weir.app.metrics;

import java.util.function.ToDoubleFunction;

/**
 * One value of a thing that is told of, e.g. of a server.
 *
 * @param name as it is exported
 * @param type whether it only grows
 * @param help one sentence
 * @param value how it is read
 * @param <T> the things
 */
record Metric<T>(String name, Type type, String help, ToDoubleFunction<T> value) {

  /** What a value does over time. */
  enum Type {
    /** It only grows. */
    COUNTER,
    /** It goes up and down. */
    GAUGE
  }

  static <T> Metric<T> counter(String name, String help, ToDoubleFunction<T> value) {
    return new Metric<>(name, Type.COUNTER, help, value);
  }

  static <T> Metric<T> gauge(String name, String help, ToDoubleFunction<T> value) {
    return new Metric<>(name, Type.GAUGE, help, value);
  }
}
