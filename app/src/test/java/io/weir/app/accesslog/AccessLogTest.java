package io.weir.app.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.app.OperatorException;
import io.weir.core.config.AccessLogConfig;
import io.weir.core.config.LoggingConfig.Format;
import io.weir.core.connection.CloseReason;
import io.weir.core.connection.EndedConnection;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {
  private static final EndedConnection CONNECTION =
      new EndedConnection(
          Instant.EPOCH,
          "web",
          new InetSocketAddress("192.0.2.7", 4711),
          new InetSocketAddress("192.0.2.1", 80),
          null,
          0,
          0,
          null,
          null,
          Duration.ZERO,
          null,
          CloseReason.LIMIT);

  @TempDir Path folder;

  @Test
  void aLineIsWrittenForEachConnection() throws Exception {
    Path file = folder.resolve("access.log");

    try (AccessLog log = AccessLog.open(config(true, file, Format.TEXT))) {
      assertThat(log.listens()).isTrue();
      log.ended(CONNECTION);
      log.ended(CONNECTION);
    }
    try (AccessLog log = AccessLog.open(config(true, file, Format.JSON))) {
      log.ended(CONNECTION);
    }

    assertThat(Files.readAllLines(file))
        .satisfiesExactly(
            line -> assertThat(line).endsWith(" reason=limit"),
            line -> assertThat(line).endsWith(" reason=limit"),
            line -> assertThat(line).endsWith(",\"reason\":\"limit\"}"));
  }

  @Test
  void itsOutputIsExchangedWhileConnectionsEnd() throws Exception {
    Path first = folder.resolve("first.log");
    Path second = folder.resolve("second.log");

    try (AccessLog log = AccessLog.open(config(false, first, Format.TEXT))) {
      log.ended(CONNECTION);
      log.change(config(true, first, Format.TEXT));
      assertThat(log.listens()).isTrue();
      log.ended(CONNECTION);
      log.change(config(true, second, Format.JSON));
      log.ended(CONNECTION);

      assertThatThrownBy(() -> log.change(config(true, folder.resolve("no/x"), Format.TEXT)))
          .isInstanceOf(OperatorException.class);
      log.ended(CONNECTION);
      log.change(config(false, second, Format.JSON));

      assertThat(log.listens()).isFalse();
      log.ended(CONNECTION);
      assertThat(log.lost()).isZero();
      assertThat(Files.readAllLines(first)).singleElement().asString().endsWith(" reason=limit");
      assertThat(Files.readAllLines(second))
          .hasSize(2)
          .allMatch(line -> line.endsWith(",\"reason\":\"limit\"}"));
    }
  }

  @Test
  void oneThatIsNotEnabledHearsAndTouchesNothing() {
    Path file = folder.resolve("access.log");

    try (AccessLog log = AccessLog.open(config(false, file, Format.TEXT))) {
      assertThat(log.listens()).isFalse();
      log.ended(CONNECTION);
      assertThat(log.lost()).isZero();
    }

    assertThat(file).doesNotExist();
  }

  @Test
  void anOutputThatCannotBeOpenedIsNamedByItsKey() {
    Path file = folder.resolve("no/access.log");

    assertThatThrownBy(() -> AccessLog.open(config(true, file, Format.TEXT)))
        .isInstanceOf(OperatorException.class)
        .hasMessage(
            "access_log.output: \"%s\" (expected: stdout, stderr or a file that can be appended to)."
                    .formatted(file)
                + " its folder does not exist");
  }

  private static AccessLogConfig config(boolean enabled, Path file, Format format) {
    return new AccessLogConfig(enabled, file.toString(), format, 100, Optional.empty());
  }
}
