package io.weir.plugin.kubernetes;

import static org.awaitility.Awaitility.await;

import io.weir.api.Backend;
import io.weir.testkit.replay.KubernetesSlice;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of the watch share: a service with the one pod 10.0.0.1, and what is told of it. */
abstract class WatchedCluster extends ReplayedCluster {
  static final Duration SOON = Duration.ofSeconds(20);

  final List<List<Backend>> told = new CopyOnWriteArrayList<>();
  KubernetesDiscovery discovery;
  FutureTask<Void> watch;
  Thread watcher;

  @BeforeEach
  final void startService() {
    put(pods("web-1").ready("10.0.0.1"));
  }

  @AfterEach
  final void stopWatch() {
    if (watcher != null) {
      watcher.interrupt();
      discovery.close();
    }
  }

  /** A slice whose pods listen on port 80. */
  static KubernetesSlice pods(String name) {
    return slice(name).port("http", 80);
  }

  void begin() throws Exception {
    begin(WatchTimes.USUAL);
  }

  void begin(WatchTimes times) throws Exception {
    discovery = discovery(account.config(), times);
    discovery.fetch();
    watch();
    await().atMost(SOON).until(() -> account.api().watches() == 1);
  }

  void watch() {
    watch =
        new FutureTask<>(() -> {
          discovery.watch(told::add);
          return null;
        });
    watcher = Thread.ofPlatform().daemon().start(watch);
  }

  void awaitTold(String... hosts) {
    List<Backend> expected = backends(80, hosts);
    await().atMost(SOON).until(() -> !told.isEmpty() && told.getLast().equals(expected));
  }

  List<String> watches() {
    return account.api().requests().stream().filter(uri -> uri.contains("watch=1")).toList();
  }

  List<String> lists() {
    return account.api().requests().stream().filter(uri -> !uri.contains("watch=1")).toList();
  }
}
