package io.weir.plugin.builtin.balance;

import io.weir.api.Backend;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Fills a look-up table in which each backend has places in proportion to its weight. */
final class MaglevTable {
  private static final long OFFSETS = 0;
  private static final long STEPS = 0x9e3779b97f4a7c15L;
  private static final int FREE = -1;

  private final int[] places;
  private final int[] weights;

  /** For each backend, the place it would like next, and how far on the one after that is. */
  private final int[] wish;

  private final int[] step;

  private MaglevTable(List<Backend> backends, int size) {
    places = new int[size];
    weights = shares(backends);
    wish = new int[backends.size()];
    step = new int[backends.size()];
    Arrays.fill(places, FREE);
    for (int i = 0; i < wish.length; i++) {
      byte[] address = backends.get(i).address().toString().getBytes(StandardCharsets.UTF_8);
      wish[i] = (int) Long.remainderUnsigned(Mix64.of(address, OFFSETS), size);
      step[i] = 1 + (int) Long.remainderUnsigned(Mix64.of(address, STEPS), size - 1);
    }
  }

  /**
   * The index of a backend at each place; empty if all weights are negative.
   *
   * @param backends in an order that all nodes have
   * @param size a prime, so that each backend's wishes come to every place
   */
  static int[] of(List<Backend> backends, int size) {
    return new MaglevTable(backends, size).filled();
  }

  /** What the weights mean: a negative one nothing, and where all others are 0 equal shares. */
  private static int[] shares(List<Backend> backends) {
    boolean uniform = backends.stream().noneMatch(backend -> backend.weight() > 0);
    return backends.stream()
        .mapToInt(Backend::weight)
        .map(weight -> uniform && weight == 0 ? 1 : Math.max(0, weight))
        .toArray();
  }

  private int[] filled() {
    int heaviest = Arrays.stream(weights).max().orElse(0);
    if (heaviest == 0) {
      return new int[0];
    }
    double[] due = new double[weights.length];
    int taken = 0;
    // The heaviest takes a place in each round, the others when theirs has added up to one.
    while (true) {
      for (int i = 0; i < weights.length; i++) {
        due[i] += weights[i] / (double) heaviest;
        if (due[i] >= 1) {
          due[i] -= 1;
          places[nextFree(i)] = i;
          taken++;
          if (taken == places.length) {
            return places;
          }
        }
      }
    }
  }

  private int nextFree(int backend) {
    int place = wish[backend];
    while (places[place] != FREE) {
      place = next(place, backend);
    }
    wish[backend] = next(place, backend);
    return place;
  }

  private int next(int place, int backend) {
    int next = place - places.length + step[backend];
    return next < 0 ? next + places.length : next;
  }
}
