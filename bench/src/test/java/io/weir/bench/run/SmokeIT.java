package io.weir.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.bench.measure.Metric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole of {@code bench/run} with the unpacked tarball, for a moment: that it works, and
 * nothing about speed.
 */
class SmokeIT {
  private static final Path DISTRIBUTION = Path.of("../distribution/target");

  @TempDir private Path folder;

  @Test
  void weirIsMeasuredBesideTheBackendItself() throws Exception {
    Results results = run("quick", "weir", "conn");

    assertThat(results.of("conn", Fleet.DIRECT, Metric.RATE)).hasSize(1);
    assertThat(results.of("conn", "weir", Metric.CPU))
        .singleElement()
        .satisfies(slice -> assertThat(slice.value(Metric.CPU)).isPositive());
  }

  @Test
  void datagramsAreMeasured() throws Exception {
    Results results = run("udp", "weir-udp", "udp-64-1,udp-oneway-64");

    for (String workload : List.of("udp-64-1", "udp-oneway-64")) {
      assertThat(results.of(workload, Fleet.DIRECT, Metric.RATE)).as(workload).hasSize(1);
      assertThat(results.of(workload, "weir-udp", Metric.CPU)).as(workload).hasSize(1);
    }
  }

  @Test
  void tlsIsMeasured() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/include/openssl/ssl.h")), "it needs libssl-dev");
    Results results = run("tls", "weir-tls", "tls-rr-64-16");

    assertThat(results.of("tls-rr-64-16", "weir-tls", Metric.CPU)).hasSize(1);
  }

  private Results run(String set, String peers, String workloads) throws Exception {
    Path weir = unpackedTarball().orElse(null);
    assumeTrue(weir != null, "there is no unpacked tarball");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "the generators need gcc");
    assumeTrue(
        succeeds("unshare", "--net", "--pid", "--fork", "--mount-proc", "true"),
        "network namespaces need root");
    Path raw = folder.resolve("raw.jsonl");

    Process run =
        new ProcessBuilder(
                "./run",
                set,
                "--weir=" + weir,
                "--peers=" + peers,
                "--workloads=" + workloads,
                "--rounds=1",
                "--slice=100",
                "--load-cpu=0",
                "--dirty=1",
                "--out=" + raw)
            .redirectErrorStream(true)
            .start();
    String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(run.waitFor(1, TimeUnit.MINUTES)).as(said).isTrue();
    assertThat(run.exitValue()).as(said).isZero();
    return Results.read(raw);
  }

  private static Optional<Path> unpackedTarball() throws IOException {
    if (!Files.isDirectory(DISTRIBUTION)) {
      return Optional.empty();
    }
    try (Stream<Path> entries = Files.list(DISTRIBUTION)) {
      return entries.filter(entry -> Files.isExecutable(entry.resolve("bin/weir"))).findFirst();
    }
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
