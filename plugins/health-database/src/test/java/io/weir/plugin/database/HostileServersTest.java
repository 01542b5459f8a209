package io.weir.plugin.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthTarget;
import io.weir.plugin.database.redis.RedisCheckFactory;
import io.weir.plugin.database.redis.RedisConfigs;
import io.weir.plugin.database.sql.MysqlCheckFactory;
import io.weir.plugin.database.sql.MysqlConfigs;
import io.weir.plugin.database.sql.PostgresCheckFactory;
import io.weir.plugin.database.sql.PostgresConfigs;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.plugin.TestPluginContext;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What answers other than a database does costs little time and memory, and is told. */
@Timeout(60)
class HostileServersTest {
  private static final Duration SHORT = Duration.ofMillis(400);

  @TempDir private Path folder;
  private TestPluginContext context;

  @BeforeEach
  void lend() {
    context = new TestPluginContext(folder);
  }

  @AfterEach
  void stop() {
    context.close();
  }

  /** With its beginning of an answer, after which the rest is to come. */
  enum Kind {
    REDIS("+PON"),
    POSTGRES("E\0\0\7"),
    MYSQL("`\0\0\0\n5.5.5-10");

    private final String beginning;

    Kind(String beginning) {
      this.beginning = beginning;
    }

    byte[] beginning() {
      return beginning.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  private HealthCheck check(Kind kind) throws Exception {
    return switch (kind) {
      case REDIS -> new RedisCheckFactory().create(RedisConfigs.plain(), context);
      case POSTGRES -> new PostgresCheckFactory().create(PostgresConfigs.nobody(), context);
      case MYSQL -> new MysqlCheckFactory().create(MysqlConfigs.nobody(), context);
    };
  }

  private String finding(Kind kind, Duration timeout, Behaviour behaviour) throws Exception {
    try (TestBackend server = TestBackend.of(behaviour)) {
      HealthTarget target = Targets.within(timeout, server.port());
      return Targets.finding(check(kind), target);
    }
  }

  private static void send(Socket connection, byte[] bytes) throws IOException {
    connection.getOutputStream().write(bytes);
  }

  @ParameterizedTest
  @EnumSource
  void oneThatSaysNothingCostsTheTimeout(Kind kind) throws Exception {
    assertThat(finding(kind, SHORT, Behaviour.blackhole())).isEqualTo("no answer within 400 ms");
  }

  @ParameterizedTest
  @EnumSource
  void oneThatDripsCostsTheTimeout(Kind kind) throws Exception {
    Behaviour drips =
        connection -> {
          for (byte next : kind.beginning()) {
            send(connection, new byte[] {next});
          }
          while (true) {
            LockSupport.parkNanos(20_000_000);
            send(connection, new byte[] {'x'});
          }
        };

    assertThat(finding(kind, SHORT, drips)).isEqualTo("no answer within 400 ms");
  }

  @ParameterizedTest
  @EnumSource
  void oneThatResetsIsTold(Kind kind) throws Exception {
    assertThat(finding(kind, Duration.ZERO, Behaviour.resetsImmediately()))
        .matches("Connection reset|Broken pipe|Connection reset by peer");
  }

  @ParameterizedTest
  @EnumSource
  void oneThatEndsIsTold(Kind kind) throws Exception {
    Behaviour ends =
        connection -> {
          send(connection, kind.beginning());
          connection.shutdownOutput();
          var _ = connection.getInputStream().readAllBytes();
        };

    assertThat(finding(kind, Duration.ZERO, ends))
        .isEqualTo("the connection ends before the answer");
  }

  @ParameterizedTest
  @EnumSource
  void oneThatNobodyIsAtIsTold(Kind kind) throws Exception {
    TestBackend server = TestBackend.of(Behaviour.blackhole());
    server.close();

    assertThat(Targets.finding(check(kind), Targets.at(server.port())))
        .isEqualTo("Connection refused");
  }

  @ParameterizedTest
  @EnumSource
  void aWebServerIsNone(Kind kind) throws Exception {
    Behaviour web =
        connection ->
            send(
                connection,
                "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));

    assertThat(finding(kind, Duration.ofSeconds(5), web))
        .doesNotContain("healthy")
        .isNotBlank()
        .doesNotContain("within");
  }

  static Stream<Object[]> endless() {
    return Stream.of(Kind.values())
        .flatMap(kind ->
            Stream.of(
                    "x",
                    "\0",
                    "\1\0\0\0",
                    "*1\r\n",
                    "$2000000\r\n",
                    "N\0\0\0\5\0",
                    "R\177\377\377\377")
                .map(text -> new Object[] {kind, text}));
  }

  @ParameterizedTest
  @MethodSource
  void endless(Kind kind, String text) throws Exception {
    byte[] bytes = text.repeat(10_000).getBytes(StandardCharsets.ISO_8859_1);
    Behaviour endless =
        connection -> {
          while (true) {
            send(connection, bytes);
          }
        };

    assertThat(finding(kind, Duration.ZERO, endless)).isNotEqualTo("healthy").isNotBlank();
  }
}
