package io.weir.testkit.connection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Every sequence of events up to a length. */
final class EventOrders {
  private EventOrders() {}

  static <E> List<Deque<E>> upTo(int length, E[] events) {
    List<Deque<E>> all = new ArrayList<>();
    extend(new ArrayDeque<>(), length, events, all);
    return all;
  }

  private static <E> void extend(Deque<E> begun, int length, E[] events, List<Deque<E>> all) {
    all.add(new ArrayDeque<>(begun));
    if (begun.size() == length) {
      return;
    }
    for (E event : events) {
      begun.addLast(event);
      extend(begun, length, events, all);
      begun.removeLast();
    }
  }
}
