package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestClient;
import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirProcess;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals: no new connections, the open ones finish, exit code 0. */
class ShutdownIT extends SystemTest {
  private final TestBackend backend = TestBackend.named("a");

  @AfterEach
  void stopBackend() {
    backend.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void openConnectionFinishesAndNoneIsTakenMeanwhile(String signal) throws Exception {
    try (WeirProcess weir = startServer(staticList(backend));
        TestClient client = TestClient.connect(weir.port("web"))) {
      int port = weir.port("web");
      assertThat(client.readLine()).isEqualTo("a");

      weir.signal(signal);

      await().until(() -> isRefused(port));
      assertThat(client.exchange("still served")).isEqualTo("still served");
      assertThat(weir.isAlive()).isTrue();
      client.close();
      Finished finished = weir.awaitExit();
      assertThat(finished.exitCode()).isZero();
      assertThat(finished.err()).isEmpty();
    }
  }

  @Test
  void idleWeirStopsAtOnce() throws Exception {
    try (WeirProcess weir = start("shutdown_timeout = 60s\n" + server(staticList(backend)))) {
      Instant asked = Instant.now();

      assertThat(weir.stop().exitCode()).isZero();

      assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void connectionThatDoesNotFinishIsClosedAtTheTimeout() throws Exception {
    try (WeirProcess weir = start("shutdown_timeout = 500ms\n" + server(staticList(backend)));
        TestClient client = TestClient.connect(weir.port("web"))) {
      assertThat(client.readLine()).isEqualTo("a");

      weir.terminate();

      assertThat(client.isEndedByPeer()).isTrue();
      assertThat(weir.awaitExit().exitCode()).isZero();
    }
  }

  @Test
  void secondSignalEndsItAtOnce() throws Exception {
    try (WeirProcess weir = start("shutdown_timeout = 60s\n" + server(staticList(backend)));
        TestClient client = TestClient.connect(weir.port("web"))) {
      int port = weir.port("web");
      assertThat(client.readLine()).isEqualTo("a");
      weir.terminate();
      await().until(() -> isRefused(port));

      Instant asked = Instant.now();
      weir.terminate();

      assertThat(weir.awaitExit().exitCode()).isNotZero();
      assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }
  }

  private static boolean isRefused(int port) {
    try (TestClient client = TestClient.connect(port)) {
      return client == null;
    } catch (java.io.IOException e) {
      return true;
    }
  }
}
