package io.weir.plugin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The watch of a server that ends, breaks off, drips or babbles. */
class HostileWatchTest extends WatchedCluster {

  @Test
  void halfALineAtTheEndOfAStreamDoesNotCount() throws Exception {
    begin();

    account
        .api()
        .sendToWatches(
            "{\"type\":\"DELETED\",\"object\":{\"metadata\":{\"name\":\"web-1\",\"resourceVersion\":\"1\"}}}");
    account.api().endWatches();

    await().atMost(SOON).until(() -> watches().size() == 2);
    assertThat(told).isEmpty();
    assertThat(watches().getLast()).endsWith("resourceVersion=1001");
  }

  @Test
  void aLineMayComeInPieces() throws Exception {
    begin();

    for (String piece :
        List.of(
            "{\"type\":\"DELETED\",\"obj",
            "ect\":{\"metadata\":{\"name\":\"web-1\",\"resourceVersion\":\"1002\"}}",
            "}\n")) {
      account.api().sendToWatches(piece);
    }

    awaitTold();
  }

  @Test
  void waitsLongerAndLongerForAServerThatKeepsEndingIt() throws Exception {
    begin();

    long begun = System.nanoTime();
    for (int i = 1; i <= 4; i++) {
      int before = i;
      await().atMost(SOON).until(() -> watches().size() == before && account.api().watches() == 1);
      account.api().endWatches();
    }
    await().atMost(SOON).until(() -> watches().size() == 5);

    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isGreaterThanOrEqualTo(Duration.ofMillis(100 + 200 + 400 + 800));
  }

  @Test
  void givesUpAStreamThatSaysNothingWhenItsTimeIsOver() throws Exception {
    begin(
        new WatchTimes(
            Duration.ofMillis(200),
            Duration.ofMillis(200),
            Duration.ofMillis(20),
            Duration.ofSeconds(5)));

    await().atMost(SOON).until(() -> watches().size() >= 2);
    put(pods("web-2").ready("10.0.0.2"));
    awaitTold("10.0.0.1", "10.0.0.2");
  }

  @Test
  void aDripThatNeverBecomesALineEndsWithItsTime() throws Exception {
    begin(
        new WatchTimes(
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofMillis(20),
            Duration.ofSeconds(5)));

    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> {
          account.api().sendToWatches(" ");
          return watches().size() >= 2;
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "",
        "[]",
        "17",
        "null",
        "{}",
        "{\"type\":\"RENAMED\",\"object\":{}}",
        "{\"type\":\"ADDED\"}",
        "{\"type\":\"ADDED\",\"object\":17}",
        "{\"type\":\"ADDED\",\"object\":{\"metadata\":{}}}",
        "{\"type\":\"ERROR\",\"object\":{\"code\":500,\"message\":\"etcd is away\"}}",
        "{\"type\":\"ERROR\"}",
      })
  void endsWithAnErrorOnALineThatMakesNoSense(String line) throws Exception {
    begin();

    account.api().sendToWatches(line + "\n");

    assertThatThrownBy(() -> watch.get(20, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(IOException.class)
        .message()
        .contains("the API server")
        .doesNotContain("\n");
  }

  @Test
  void endsWithAnErrorOnALineWithoutEnd() throws Exception {
    begin();

    String piece = "x".repeat(1 << 20);
    IntStream.range(0, 5).forEach(_ -> account.api().sendToWatches(piece));

    assertThatThrownBy(() -> watch.get(20, TimeUnit.SECONDS)).hasMessageContaining("4194304 bytes");
  }

  @Test
  void endsWithAnErrorWhereNoStreamCanBeHad() throws Exception {
    begin();

    account.api().refuse(403);
    account.api().cutWatches();

    assertThatThrownBy(() -> watch.get(20, TimeUnit.SECONDS))
        .hasMessageContainingAll("403", "the verbs list and watch");
  }

  @Test
  void leavesNothingOpenWhenItIsInterrupted() throws Exception {
    begin();

    watcher.interrupt();

    assertThatThrownBy(() -> watch.get(20, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(InterruptedException.class);
    // A server sees it when it sends.
    await()
        .atMost(SOON)
        .until(() -> {
          account.api().bookmark();
          return account.api().watches() == 0;
        });
  }

  @Test
  void aListThatDripsWhileItWatchesEndsWithItsTime() throws Exception {
    begin(
        new WatchTimes(
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofMillis(20),
            Duration.ofMillis(300)));

    account.api().dripLists();
    account.api().expireWatches();

    assertThatThrownBy(() -> watch.get(20, TimeUnit.SECONDS)).hasMessageContaining("too long");
  }
}
