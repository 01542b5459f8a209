package io.weir.bench;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.Candidates;
import io.weir.api.balance.Selector;
import io.weir.core.pool.BackendPool;
import io.weir.core.pool.Election;
import io.weir.core.pool.PoolMember;
import io.weir.plugin.builtin.balance.FirstBalancer;
import io.weir.plugin.builtin.balance.IpHash1Balancer;
import io.weir.plugin.builtin.balance.IpHashBalancer;
import io.weir.plugin.builtin.balance.LeastBandwidthBalancer;
import io.weir.plugin.builtin.balance.LeastConnBalancer;
import io.weir.plugin.builtin.balance.LeastLatencyBalancer;
import io.weir.plugin.builtin.balance.LeastLatencyConfig;
import io.weir.plugin.builtin.balance.MaglevBalancer;
import io.weir.plugin.builtin.balance.MaglevConfig;
import io.weir.plugin.builtin.balance.RoundRobinBalancer;
import io.weir.plugin.builtin.balance.StickyBalancer;
import io.weir.plugin.builtin.balance.StickyConfig;
import io.weir.plugin.builtin.balance.TwoChoicesBalancer;
import io.weir.plugin.builtin.balance.WeightBalancer;
import io.weir.plugin.builtin.balance.WeightConfig;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What choosing a backend costs. Run with {@code -prof gc}: choosing is to allocate nothing; a
 * whole election makes the one object that a connection has for it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ElectionBenchmark {

  /** What {@code servers.X.balance} says. */
  @Param({
    "weight",
    "roundrobin",
    "leastconn",
    "leastbandwidth",
    "iphash",
    "iphash1",
    "maglev",
    "p2c",
    "leastlatency",
    "sticky",
    "first"
  })
  public String algorithm = "weight";

  /** How many backends there are. */
  @Param({"3", "100", "1000"})
  public int backends = 3;

  private final Clients clients = new Clients();
  private Selector selector;
  private Candidates all;
  private Candidates most;
  private BackendPool pool;

  /** Backends with different weights; each has connections and traffic, so that none is idle. */
  @Setup
  public void setUp() {
    List<Backend> list =
        IntStream.range(0, backends)
            .mapToObj(
                i -> Backend.of("10.0." + i / 250 + "." + i % 250, 8080).withWeight(1 + i % 5))
            .sorted(Comparator.comparing(Backend::address))
            .toList();
    var random = new Random(1);
    selector = balancer().over(list);
    all = new BusyCandidates(backends, 0, random);
    most = new BusyCandidates(backends, 0.1, random);
    pool = BackendPool.fixed("bench", balancer(), list);
    for (int i = 0; i < 10 * backends; i++) {
      pool.begin().elect(clients.next());
    }
  }

  private Balancer balancer() {
    return switch (algorithm) {
      case "weight" -> new WeightBalancer(new WeightConfig(Optional.empty(), Optional.empty()));
      case "roundrobin" -> new RoundRobinBalancer();
      case "leastconn" -> new LeastConnBalancer();
      case "leastbandwidth" -> new LeastBandwidthBalancer();
      case "iphash" -> new IpHashBalancer();
      case "iphash1" -> new IpHash1Balancer();
      case "maglev" -> new MaglevBalancer(new MaglevConfig(65537));
      case "p2c" -> new TwoChoicesBalancer();
      case "leastlatency" ->
          new LeastLatencyBalancer(
              new LeastLatencyConfig(Duration.ofSeconds(10), Duration.ofSeconds(1)));
      case "sticky" -> new StickyBalancer(new StickyConfig(Duration.ofMinutes(30), 32, 64, 65536));
      case "first" -> new FirstBalancer();
      default -> throw new IllegalArgumentException(algorithm);
    };
  }

  /** The algorithm alone, every backend usable. */
  @Benchmark
  public int select() {
    return selector.select(clients.next(), all);
  }

  /** The algorithm alone, one of ten backends at its limit. */
  @Benchmark
  public int selectAmongMost() {
    return selector.select(clients.next(), most);
  }

  /** All that a connection does: an election, a place on the member, and giving it back. */
  @Benchmark
  public PoolMember elect() {
    Election election = pool.begin();
    PoolMember member = Objects.requireNonNull(election.elect(clients.next()));
    election.release(member);
    return member;
  }
}
