package io.weir.bench.peer;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which processors are whose.
 *
 * @param threads how many threads each peer has for its work
 * @param proxy the processors of what is measured
 * @param load those of generators, backends and the benchmark itself
 */
public record Placement(int threads, Set<Integer> proxy, Set<Integer> load) {
  /** In order. */
  public Placement {
    proxy = new TreeSet<>(proxy);
    load = new TreeSet<>(load);
  }

  /** One thread, and a processor for each side. */
  public static Placement apart() {
    return new Placement(1, Set.of(0), Set.of(1));
  }

  /** All of them. */
  public Set<Integer> all() {
    return new TreeSet<>(List.of(proxy, load).stream().flatMap(Collection::stream).toList());
  }

  /** The proxy's, as {@code taskset -c} takes them. */
  public String proxyList() {
    return proxy.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** A sentence for the report. */
  public String sentence() {
    return "%d thread%s for a proxy's work; proxies on processor%s %s, generators and backends on %s."
        .formatted(
            threads,
            threads == 1 ? "" : "s",
            proxy.size() == 1 ? "" : "s",
            words(proxy),
            words(load));
  }

  private static String words(Set<Integer> processors) {
    return processors.stream().map(String::valueOf).collect(Collectors.joining(" and "));
  }
}
