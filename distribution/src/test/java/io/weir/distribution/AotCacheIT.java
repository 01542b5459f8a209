package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirCommandLine;
import io.weir.testkit.process.WeirHome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether the shipped AOT cache serves. The runtime goes on without one that it cannot use, so most
 * of these tests ask it to fail instead.
 */
class AotCacheIT {
  private static final String MUST_SERVE = "-XX:AOTMode=on";

  @TempDir private Path folder;

  @Test
  void servesTheUnpackedTarball() throws Exception {
    assertThat(version(WeirHome.fromBuild(), MUST_SERVE).exitCode()).isZero();
  }

  @Test
  void servesWhereverTheTarballLies() throws Exception {
    WeirHome elsewhere = WeirHome.fromBuild().copyTo(folder.resolve("else where"));

    assertThat(version(elsewhere, MUST_SERVE).exitCode()).isZero();
  }

  @Test
  void servesWithAnotherProtocolsJarInLib() throws Exception {
    WeirHome home = WeirHome.fromBuild().copyTo(folder.resolve("weir"));
    Files.copy(
        WeirHome.fromBuild().plugins().resolve("builtin.jar"), home.lib().resolve("a-first.jar"));

    assertThat(version(home, MUST_SERVE).exitCode()).isZero();
  }

  @Test
  void weirStartsWithoutAWordWhereItDoesNotServe() throws Exception {
    WeirHome home = WeirHome.fromBuild().copyTo(folder.resolve("weir"));
    Path jar;
    try (var files = Files.newDirectoryStream(home.lib(), "weir-protocol-udp-*.jar")) {
      jar = files.iterator().next();
    }
    Files.delete(jar);

    assertThat(version(home, MUST_SERVE).exitCode()).isNotZero();
    Finished version = version(home, "");
    assertThat(version.exitCode()).isZero();
    assertThat(version.out()).hasSize(1);
    assertThat(version.err()).isEmpty();
  }

  private static Finished version(WeirHome home, String javaOptions) throws Exception {
    return WeirCommandLine.of(home, "-v").withVariable("JAVA_OPTS", javaOptions).run();
  }
}
