package io.weir.plugin.kubernetes;

import io.weir.api.Backend;
import io.weir.testkit.plugin.TestPluginContext;
import io.weir.testkit.replay.KubernetesSlice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What tests against a replayed API server share: a cluster, and look-ups of its service web. */
@Timeout(60)
abstract class ReplayedCluster {
  @TempDir private Path data;
  @TempDir private Path folder;
  TestPluginContext context;
  ServiceAccount account;

  @BeforeEach
  final void startCluster() throws IOException {
    context = new TestPluginContext(data);
    account = new ServiceAccount(folder);
  }

  @AfterEach
  final void stopCluster() {
    account.close();
    context.close();
  }

  static KubernetesSlice slice(String name) {
    return KubernetesSlice.named(name);
  }

  void put(KubernetesSlice slice) {
    account.api().put(ServiceAccount.NAMESPACE, "web", slice);
  }

  static List<Backend> backends(int port, String... hosts) {
    return Arrays.stream(hosts).map(host -> Backend.of(host, port)).toList();
  }

  List<Backend> fetch() throws Exception {
    return fetch("");
  }

  List<Backend> fetch(String port) throws Exception {
    return fetch(account.config(port, AddressType.IPV4));
  }

  List<Backend> fetch(KubernetesConfig config) throws Exception {
    try (KubernetesDiscovery discovery = discovery(config, WatchTimes.USUAL)) {
      return discovery.fetch();
    }
  }

  KubernetesDiscovery discovery(KubernetesConfig config, WatchTimes times) {
    return new KubernetesDiscovery(
        config, new ClusterFinder(context, _ -> null).find(config), context, times);
  }
}
