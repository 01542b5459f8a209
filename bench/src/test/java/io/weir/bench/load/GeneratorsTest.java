package io.weir.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.bench.BenchException;
import io.weir.bench.peer.Target;
import io.weir.bench.workload.Bulk;
import io.weir.bench.workload.Bulk.Direction;
import io.weir.bench.workload.DatagramRate;
import io.weir.bench.workload.Datagrams;
import io.weir.bench.workload.Exchanges;
import io.weir.bench.workload.FixedRate;
import io.weir.bench.workload.NewConnections;
import io.weir.bench.workload.OneWayDatagrams;
import io.weir.bench.workload.SteadyWorkload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generators against their backend, without a proxy. */
class GeneratorsTest {
  private static final long MILLIS = 100;

  @TempDir private static Path folder;
  private static Programs programs;
  private static Backend backend;

  @BeforeAll
  static void compile() throws Exception {
    assumeTrue(isLinuxWithGcc(), "the generators need Linux and gcc");
    programs = Programs.compile(Path.of("src/main/c"), folder);
    backend = Backend.start(programs, freePort());
  }

  @AfterAll
  static void stop() {
    if (backend != null) {
      backend.close();
    }
  }

  @Test
  void connectionsAreOpenedAndClosed() {
    LoadResult result = run(new NewConnections(10, 64));

    assertThat(result.units()).isGreaterThan(10);
    assertThat(result.errors()).isZero();
    assertThat(result.p50()).isPositive().isLessThanOrEqualTo(result.p99());
  }

  @Test
  void largeMessagesComeBackWhole() {
    LoadResult result = run(new Exchanges(8192, 5));

    assertThat(result.units()).isGreaterThan(5);
    assertThat(result.errors()).isZero();
  }

  @Test
  void theClockSetsTheRate() {
    LoadResult result = run(new FixedRate(64, 5, 1000));

    assertThat(result.units() + result.errors()).isBetween(95.0, 101.0);
    assertThat(result.p999()).isGreaterThanOrEqualTo(result.p50());
  }

  @Test
  void bytesFlowBothWays() {
    assertThat(run(new Bulk(Direction.UP, 2)).units()).isGreaterThan(0.001);
    assertThat(run(new Bulk(Direction.DOWN, 2)).units()).isGreaterThan(0.001);
    assertThat(run(new Bulk(Direction.DOWN, 2)).errors()).isZero();
  }

  @Test
  void datagramsComeBack() {
    LoadResult result = run(new Datagrams(1200, 100));

    assertThat(result.units()).isGreaterThan(64);
    assertThat(result.errors()).isZero();
    assertThat(result.p50()).isPositive().isLessThanOrEqualTo(result.p99());
  }

  @Test
  void datagramsThatNobodyAnswersAreCountedWhereTheyArrive() {
    LoadResult result = run(new OneWayDatagrams(64, 10));

    assertThat(result.units()).isGreaterThan(64);
    assertThat(result.errors()).isZero();
  }

  @Test
  void theClockSetsTheRateOfDatagrams() {
    LoadResult result = run(new DatagramRate(64, 10, 1000));

    assertThat(result.units() + result.errors()).isBetween(95.0, 101.0);
  }

  @Test
  void datagramsThatDoNotComeBackAreNoLoad() {
    assertThatThrownBy(
            () -> LoadProcess.start(programs.command("datagrams", freePort(), 1, 64, MILLIS, 8)))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("datagrams");
  }

  @Test
  void idleConnectionsAreCounted() {
    try (var load = LoadProcess.start(programs.command("idle", backend.port(), 20))) {
      assertThat(LoadResult.parse(load.run()).units()).isEqualTo(20);
    }
  }

  @Test
  void theFirstAnswerIsOnTheClockOfThisProgram() {
    long before = System.nanoTime();
    try (var load = LoadProcess.start(programs.command("first", backend.port(), 5000))) {
      FirstAnswer answer = FirstAnswer.parse(load.run());

      assertThat(answer.served()).isTrue();
      assertThat(answer.at()).isBetween(before, System.nanoTime());
    }
  }

  @Test
  void whereNobodyListensThereAreErrorsAndAnEnd() throws IOException {
    try (var load = LoadProcess.start(programs.command("connections", freePort(), 5, 64, MILLIS))) {
      LoadResult result = LoadResult.parse(load.run());

      assertThat(result.units()).isZero();
      assertThat(result.errors()).isPositive();
    }
  }

  @Test
  void wrongArgumentsAreTold() {
    assertThatThrownBy(() -> LoadProcess.start(programs.command("idle", "nonsense", 20)))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("idle");
  }

  private static LoadResult run(SteadyWorkload workload) {
    try (var load = LoadProcess.start(workload.load(programs, direct(), MILLIS))) {
      return LoadResult.parse(load.run());
    }
  }

  private static Target direct() {
    int sink = Target.of(0, backend.port()).sink();
    return new Target(backend.port(), sink, sink);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isLinuxWithGcc() {
    return System.getProperty("os.name").equals("Linux")
        && Files.isExecutable(Path.of("/usr/bin/gcc"));
  }
}
