package io.weir.plugin.builtin.balance;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.Selector;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One backend for all, the others standing by: the usable one of the lowest priority number, and
 * among equals the first in order of {@code host:port}. Whoever stood in steps back as soon as one
 * before it is usable again.
 */
public final class FirstBalancer implements Balancer {

  @Override
  public Selector over(List<Backend> backends) {
    int[] order =
        IntStream.range(0, backends.size())
            .filter(index -> backends.get(index).priority() >= 0)
            .boxed()
            .sorted(Comparator.comparingInt(index -> backends.get(index).priority()))
            .mapToInt(Integer::intValue)
            .toArray();
    return (_, candidates) -> FirstUsable.of(order, 0, candidates);
  }
}
