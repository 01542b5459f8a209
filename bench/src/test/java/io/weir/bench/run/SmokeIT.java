package io.weir.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.bench.measure.Metric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
                "quick",
                "--weir=" + weir,
                "--peers=weir",
                "--workloads=conn",
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
    Results results = Results.read(raw);
    assertThat(results.of("conn", Fleet.DIRECT, Metric.RATE)).as(said).hasSize(1);
    assertThat(results.of("conn", "weir", Metric.CPU))
        .as(said)
        .singleElement()
        .satisfies(slice -> assertThat(slice.value(Metric.CPU)).isPositive());
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
