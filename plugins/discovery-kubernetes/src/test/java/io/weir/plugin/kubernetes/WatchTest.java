package io.weir.plugin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.api.Backend;
import io.weir.testkit.plugin.TestPluginContext;
import io.weir.testkit.replay.KubernetesSlice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The watch that goes on after a look-up, against a replayed API server. */
@Timeout(60)
class WatchTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path data;
  @TempDir private Path folder;
  private TestPluginContext context;
  private ServiceAccount account;

  private final List<List<Backend>> told = new CopyOnWriteArrayList<>();
  private KubernetesDiscovery discovery;
  private FutureTask<Void> watch;
  private Thread watcher;

  @BeforeEach
  void start() throws Exception {
    context = new TestPluginContext(data);
    account = new ServiceAccount(folder);
    put(slice("web-1").ready("10.0.0.1"));
  }

  @AfterEach
  void stop() {
    if (watcher != null) {
      watcher.interrupt();
      discovery.close();
    }
    account.close();
    context.close();
  }

  @Test
  void tellsOfSlicesThatComeChangeAndGo() throws Exception {
    begin();

    put(slice("web-2").ready("10.0.0.2"));
    awaitTold("10.0.0.1", "10.0.0.2");
    put(slice("web-1").ready("10.0.0.3"));
    awaitTold("10.0.0.3", "10.0.0.2");
    account.api().delete("shop", "web-2");
    awaitTold("10.0.0.3");
    account.api().delete("shop", "web-1");
    awaitTold();
    assertThat(watches()).hasSize(1);
    assertThat(lists()).hasSize(1);
  }

  @Test
  void asksForWhatItNeedsOnly() throws Exception {
    begin();

    assertThat(account.api().requests().getFirst())
        .isEqualTo(
            "/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices"
                + "?labelSelector=kubernetes.io%2Fservice-name%3Dweb&limit=100");
    assertThat(watches().getFirst())
        .endsWith("&watch=1&allowWatchBookmarks=true&timeoutSeconds=120&resourceVersion=1001");
  }

  @Test
  void whatHappenedBetweenListAndWatchIsTold() throws Exception {
    discovery = discovery(WatchTimes.USUAL);
    discovery.fetch();
    put(slice("web-2").ready("10.0.0.2"));
    watch();

    awaitTold("10.0.0.1", "10.0.0.2");
    assertThat(lists()).hasSize(1);
  }

  @Test
  void tellsNothingWhereTheBackendsStayTheSame() throws Exception {
    begin();

    put(slice("web-1").ready("10.0.0.1").notReady("10.0.0.2"));
    account.api().bookmark();
    put(slice("web-2").ready("10.0.0.9"));

    awaitTold("10.0.0.1", "10.0.0.9");
    assertThat(told).hasSize(1);
  }

  @Test
  void manyChangesAtOnceAreFewLists() throws Exception {
    begin();

    IntStream.range(0, 200).forEach(i -> put(slice("web-x" + i).ready("10.0.1." + i)));

    await().atMost(SOON).until(() -> !told.isEmpty() && told.getLast().size() == 201);
    assertThat(told).hasSizeLessThan(100);
  }

  @Test
  void goesOnWhereAStreamEnded() throws Exception {
    begin();
    put(slice("web-2").ready("10.0.0.2"));
    awaitTold("10.0.0.1", "10.0.0.2");

    account.api().endWatches();
    put(slice("web-3").ready("10.0.0.3"));

    awaitTold("10.0.0.1", "10.0.0.2", "10.0.0.3");
    assertThat(watches().getLast()).endsWith("resourceVersion=1002");
    assertThat(lists()).hasSize(1);
    assertThat(watch.isDone()).isFalse();
  }

  @Test
  void goesOnWhereAStreamWasCut() throws Exception {
    begin();
    put(slice("web-2").ready("10.0.0.2"));
    awaitTold("10.0.0.1", "10.0.0.2");

    account
        .api()
        .sendToWatches("{\"type\":\"MODIFIED\",\"object\":{\"metadata\":{\"name\":\"web-1\"");
    account.api().cutWatches();
    put(slice("web-3").ready("10.0.0.3"));

    awaitTold("10.0.0.1", "10.0.0.2", "10.0.0.3");
    assertThat(watches().getLast()).endsWith("resourceVersion=1002");
    assertThat(lists()).hasSize(1);
  }

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
  void goesOnAtTheLastBookmark() throws Exception {
    begin();
    account.api().bookmark();
    account.api().endWatches();

    await().atMost(SOON).until(() -> watches().size() == 2);
    assertThat(watches().getLast()).endsWith("resourceVersion=1002");
  }

  @Test
  void listsAnewWhenTheVersionIsForgottenWhileItWatches() throws Exception {
    begin();

    account.api().expireWatches();

    await().atMost(SOON).until(() -> lists().size() == 2 && watches().size() == 2);
    assertThat(told).isEmpty();
    put(slice("web-2").ready("10.0.0.2"));
    awaitTold("10.0.0.1", "10.0.0.2");
  }

  @Test
  void listsAnewWhenTheVersionIsForgottenWhileItIsAway() throws Exception {
    discovery = discovery(WatchTimes.USUAL);
    discovery.fetch();
    put(slice("web-2").ready("10.0.0.2"));
    account.api().forget();
    watch();

    awaitTold("10.0.0.1", "10.0.0.2");
    assertThat(lists()).hasSize(2);
    await().atMost(SOON).until(() -> watches().size() == 2);
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
    put(slice("web-2").ready("10.0.0.2"));
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
  void takesANewTokenForTheNextStream() throws Exception {
    begin();

    account.api().knowingTokens("second");
    account.writeToken("second");
    account.api().cutWatches();
    put(slice("web-2").ready("10.0.0.2"));

    awaitTold("10.0.0.1", "10.0.0.2");
  }

  @Test
  void warnsOfWrongEndpointsOncePerChange() throws Exception {
    begin();

    KubernetesSlice wrong = slice("web-2").ready("10.0.0.300");
    put(wrong);
    await().atMost(SOON).until(() -> context.log().size() == 1);
    put(wrong.ready("10.0.0.2"));
    awaitTold("10.0.0.1", "10.0.0.2");

    assertThat(context.log()).singleElement().asString().contains("web-2: 10.0.0.300");
  }

  @Test
  void aLookUpBesideItDoesNotDisturbIt() throws Exception {
    begin();

    put(slice("web-2").ready("10.0.0.2"));
    assertThat(discovery.fetch()).hasSize(2);
    awaitTold("10.0.0.1", "10.0.0.2");
    account.api().delete("shop", "web-2");
    awaitTold("10.0.0.1");
    assertThat(watches()).hasSize(1);
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

  private void begin() throws Exception {
    begin(WatchTimes.USUAL);
  }

  private void begin(WatchTimes times) throws Exception {
    discovery = discovery(times);
    discovery.fetch();
    watch();
    await().atMost(SOON).until(() -> account.api().watches() == 1);
  }

  private KubernetesDiscovery discovery(WatchTimes times) {
    KubernetesConfig config = account.config();
    return new KubernetesDiscovery(
        config, new ClusterFinder(context, _ -> null).find(config), context, times);
  }

  private void watch() {
    watch =
        new FutureTask<>(() -> {
          discovery.watch(told::add);
          return null;
        });
    watcher = Thread.ofPlatform().daemon().start(watch);
  }

  private static KubernetesSlice slice(String name) {
    return KubernetesSlice.named(name).port("http", 80);
  }

  private void put(KubernetesSlice slice) {
    account.api().put(ServiceAccount.NAMESPACE, "web", slice);
  }

  private void awaitTold(String... hosts) {
    List<Backend> expected = Arrays.stream(hosts).map(host -> Backend.of(host, 80)).toList();
    await().atMost(SOON).until(() -> !told.isEmpty() && told.getLast().equals(expected));
  }

  private List<String> watches() {
    return account.api().requests().stream().filter(uri -> uri.contains("watch=1")).toList();
  }

  private List<String> lists() {
    return account.api().requests().stream().filter(uri -> !uri.contains("watch=1")).toList();
  }
}
