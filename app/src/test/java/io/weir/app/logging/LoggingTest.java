package io.weir.app.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.app.OperatorException;
import io.weir.core.config.LoggingConfig;
import io.weir.core.config.LoggingConfig.Format;
import io.weir.core.config.LoggingConfig.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LoggingTest {
  @TempDir Path folder;

  @Test
  void fileIsCreatedAndAppendedTo() throws Exception {
    Path file = folder.resolve("weir.log");

    for (String message : new String[] {"first", "second"}) {
      Logging logging = Logging.open(config(Level.INFO, file));
      LoggerFactory.getLogger("io.weir.test").info(message);
      logging.close();
    }

    assertThat(Files.readAllLines(file))
        .hasSize(2)
        .first()
        .asString()
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\[INFO \\] \\(test\\): first");
    assertThat(Files.readString(file)).endsWith("(test): second\n");
  }

  @Test
  void levelIsForWeirAndItsPluginsAndLibrariesStartAtWarn() throws Exception {
    Path file = folder.resolve("weir.log");

    Logging logging = Logging.open(config(Level.DEBUG, file));
    LoggerFactory.getLogger("io.weir.test").debug("ours");
    LoggerFactory.getLogger("plugin.some").debug("a plugin's");
    LoggerFactory.getLogger("io.netty.channel").info("chatter");
    LoggerFactory.getLogger("io.netty.channel").warn("a library's");
    logging.close();

    assertThat(Files.readString(file))
        .contains("ours", "a plugin's", "a library's")
        .doesNotContain("chatter");
  }

  @Test
  void levelErrorHoldsForLibrariesToo() throws Exception {
    Path file = folder.resolve("weir.log");

    Logging logging = Logging.open(config(Level.ERROR, file));
    LoggerFactory.getLogger("io.weir.test").warn("ours");
    LoggerFactory.getLogger("io.netty.channel").warn("a library's");
    logging.close();

    assertThat(file).isEmptyFile();
  }

  @Test
  void lossesAreCountedOnWhenTheLogIsOpenedAnew() throws Exception {
    Logging first = Logging.open(config(Level.INFO, Path.of("/dev/full")));
    LoggerFactory.getLogger("io.weir.test").info("lost");
    await().until(() -> first.lost() > 0);

    Logging second = Logging.open(config(Level.INFO, folder.resolve("weir.log")));

    assertThat(second.lost()).isPositive().isEqualTo(first.lost());
    second.close();
  }

  @Test
  void outputThatCannotBeOpenedIsOneLine() {
    assertThatThrownBy(() -> Logging.open(config(Level.INFO, folder)))
        .isInstanceOf(OperatorException.class)
        .hasMessageStartingWith("logging.output: \"" + folder + "\" (expected: ")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> Logging.open(config(Level.INFO, folder.resolve("no/weir.log"))))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("its folder does not exist");
  }

  private static LoggingConfig config(Level level, Path file) {
    return new LoggingConfig(level, file.toString(), Format.TEXT, Optional.empty());
  }
}
