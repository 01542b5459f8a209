package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.process.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration files that are shipped, and one with every key there is. */
class ShippedConfigurationIT extends SystemTest {
  private static final Path EVERY_KEY = Path.of("../core/src/test/resources/config/gobetween.toml");

  @ParameterizedTest
  @ValueSource(strings = {"weir.conf", "gobetween.toml"})
  void shippedFileIsGoodWithoutAWarning(String name) throws Exception {
    isGood(HOME.conf().resolve(name), 0);
  }

  @Test
  void settingsThatAreSwitchedOffAreGoodToo() throws Exception {
    String all =
        Files.readAllLines(HOME.conf().resolve("weir.conf")).stream()
            .map(line -> line.replaceFirst("^( *)#(?=[^ #])", "$1"))
            .collect(Collectors.joining("\n"));
    assertThat(all).contains("\n  from-json {").doesNotContain("#from-json");

    // The winner that it names is not installed.
    isGood(write("weir.conf", all.replaceFirst("(?m)^plugins.replace.*$", "")), 0);
  }

  @Test
  void everyKeyOfGobetweenIsKnown() throws Exception {
    Finished finished = command("check", EVERY_KEY.toAbsolutePath().toString()).run();

    assertThat(finished.err()).isEmpty();
    assertThat(finished.exitCode()).isZero();
    assertThat(finished.out()).noneMatch(line -> line.contains("not available"));
  }

  @Test
  void everyKeyMatters() throws Exception {
    String keys = Files.readString(EVERY_KEY);
    Path file = write("weir.toml", keys.replace("hostname_matching_strategy", "hostname_matching"));

    Finished finished = command("check", file.toString()).run();

    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(finished.err())
        .hasSize(1)
        .first()
        .asString()
        .contains("servers.tcp.sni.hostname_matching", "hostname_matching_strategy");
  }

  private void isGood(Path file, int warnings) throws InterruptedException {
    Finished finished = command("check", file.toString()).run();

    assertThat(finished.err()).isEmpty();
    assertThat(finished.exitCode()).isZero();
    assertThat(finished.out()).hasSize(1 + warnings);
  }
}
