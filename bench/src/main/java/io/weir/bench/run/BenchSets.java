package io.weir.bench.run;

import io.weir.bench.workload.Bulk;
import io.weir.bench.workload.Bulk.Direction;
import io.weir.bench.workload.ColdHandshakes;
import io.weir.bench.workload.ColdStart;
import io.weir.bench.workload.DatagramRate;
import io.weir.bench.workload.Datagrams;
import io.weir.bench.workload.Exchanges;
import io.weir.bench.workload.FixedRate;
import io.weir.bench.workload.IdleConnections;
import io.weir.bench.workload.NewConnections;
import io.weir.bench.workload.OneWayDatagrams;
import io.weir.bench.workload.TlsBulk;
import io.weir.bench.workload.TlsExchanges;
import io.weir.bench.workload.TlsHandshakes;
import io.weir.bench.workload.TlsHandshakes.Kind;
import io.weir.bench.workload.Workload;
import java.util.List;

/**
 * The sets there are: all workloads over TCP in {@link #FULL}, the telling ones in {@link #QUICK}.
 */
public final class BenchSets {
  private static final int SMALL = 64;
  private static final int LARGE = 8 * 1024;
  private static final int MTU = 1200;

  private static final Workload NEW_CONNECTIONS = new NewConnections(50, SMALL);
  private static final Workload FIXED_RATE = new FixedRate(SMALL, 50, 24_000);
  private static final Workload COLD = new ColdStart(50, SMALL, 1000);

  /** Three minutes. */
  public static final BenchSet QUICK =
      new BenchSet(
          "quick",
          3,
          3,
          1,
          12,
          List.of(
              NEW_CONNECTIONS,
              new Exchanges(SMALL, 500),
              new Exchanges(LARGE, 50),
              new Bulk(Direction.UP, 1),
              new Bulk(Direction.DOWN, 4),
              FIXED_RATE,
              COLD,
              new IdleConnections(2000)));

  /** Thirty minutes. */
  public static final BenchSet FULL =
      new BenchSet(
          "full",
          30,
          15,
          3,
          20,
          List.of(
              NEW_CONNECTIONS,
              new Exchanges(SMALL, 1),
              new Exchanges(SMALL, 50),
              new Exchanges(SMALL, 500),
              new Exchanges(LARGE, 1),
              new Exchanges(LARGE, 50),
              new Exchanges(LARGE, 500),
              new Bulk(Direction.UP, 1),
              new Bulk(Direction.UP, 4),
              new Bulk(Direction.UP, 16),
              new Bulk(Direction.DOWN, 1),
              new Bulk(Direction.DOWN, 4),
              new Bulk(Direction.DOWN, 16),
              FIXED_RATE,
              COLD,
              // Two descriptors each, and room below the usual hard limit of 20,000.
              new IdleConnections(6000)));

  /** Ten minutes of datagrams. */
  public static final BenchSet UDP =
      new BenchSet(
          "udp",
          10,
          15,
          1,
          20,
          List.of(
              new Datagrams(SMALL, 1),
              new Datagrams(SMALL, 1000),
              new Datagrams(SMALL, 10_000),
              new Datagrams(MTU, 1),
              new Datagrams(MTU, 1000),
              new Datagrams(MTU, 10_000),
              new OneWayDatagrams(SMALL, 100),
              new OneWayDatagrams(MTU, 100),
              new DatagramRate(SMALL, 1000, 20_000)));

  /** Ten minutes of TLS termination. */
  public static final BenchSet TLS =
      new BenchSet(
          "tls",
          10,
          15,
          3,
          150,
          List.of(
              new TlsHandshakes(Kind.P256, 16),
              new TlsHandshakes(Kind.RSA, 16),
              new TlsHandshakes(Kind.RESUMED, 16),
              new TlsExchanges(SMALL, 16),
              new TlsBulk(Direction.UP, 4),
              new TlsBulk(Direction.DOWN, 4),
              new ColdHandshakes(16, 1000)));

  private BenchSets() {}
}
