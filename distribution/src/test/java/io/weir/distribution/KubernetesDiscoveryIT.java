package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.api.config.HostPort;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.process.WeirProcess;
import io.weir.testkit.replay.KubernetesApi;
import io.weir.testkit.replay.KubernetesSlice;
import io.weir.testkit.tls.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Pods on loopback addresses that come and go, as a replayed API server tells of them. No server
 * here has an interval: what changes is told by the watch.
 */
class KubernetesDiscoveryIT extends SystemTest {
  private static final Path PAGE = Path.of("../docs/discovery-kubernetes.md");
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.secret";
  private static final Duration SOON = Duration.ofSeconds(10);

  private final KubernetesApi api = KubernetesApi.start(AUTHORITY).knowingTokens(TOKEN);
  private final TestBackend a = pod("127.0.0.2", 0, "a");
  private final TestBackend b = pod("127.0.0.3", a.port(), "b");
  private final TestBackend c = pod("127.0.0.4", a.port(), "c");

  @BeforeEach
  void writeAccount() throws IOException {
    AUTHORITY.writeRoot(folder);
    write("token", TOKEN);
    write("namespace", "shop");
  }

  @AfterEach
  void stopAll() {
    api.close();
    a.close();
    b.close();
    c.close();
  }

  /** The configuration of the page in the docs, with a kubeconfig of this test. */
  @Test
  void podsComeAndGoWithoutALossByAKubeconfig() throws Exception {
    put(slice().ready("127.0.0.2"));
    try (WeirProcess weir = start(documented(kubeconfig()));
        Traffic traffic = new Traffic(awaitPool(weir))) {
      int port = weir.port("web");
      assertThat(traffic.next(20)).extracting(Traffic.Visit::outcome).containsOnly("a");

      put(slice().ready("127.0.0.2", "127.0.0.3").notReady("127.0.0.4"));
      await().atMost(SOON).until(() -> reached(port, 4).keySet().equals(Set.of("a", "b")));

      put(slice().ready("127.0.0.3").terminating("127.0.0.2"));
      await().atMost(SOON).until(() -> reached(port, 4).keySet().equals(Set.of("b")));

      api.cutWatches();
      put(slice().ready("127.0.0.3", "127.0.0.4"));
      await().atMost(SOON).until(() -> reached(port, 4).keySet().equals(Set.of("b", "c")));

      put(slice().ready("127.0.0.4"));
      await().atMost(SOON).until(() -> reached(port, 4).keySet().equals(Set.of("c")));
      assertThat(traffic.next(20)).extracting(Traffic.Visit::outcome).containsOnly("c");
      assertThat(traffic.lost()).isEmpty();
      assertThat(weir.stop().exitCode()).isZero();
    }
  }

  @Test
  void aPodUsesItsServiceAccountAndFindsWhatItMissed() throws Exception {
    put(slice().ready("127.0.0.2"));
    try (WeirProcess weir = startInPod()) {
      int port = awaitPool(weir);
      await().atMost(SOON).until(() -> api.watches() == 1);

      api.knowingTokens("exchanged");
      replace("token", "exchanged");
      put(slice().ready("127.0.0.3"));
      api.forget();
      api.expireWatches();

      await().atMost(SOON).until(() -> reached(port, 2).keySet().equals(Set.of("b")));
      await().atMost(SOON).until(() -> api.watches() == 1);
      put(slice().ready("127.0.0.4"));
      await().atMost(SOON).until(() -> reached(port, 2).keySet().equals(Set.of("c")));
    }
  }

  @Test
  void aMissingRoleIsSaidWithoutTheTokenUntilItIsThere() throws Exception {
    put(slice().ready("127.0.0.2"));
    api.refuse(403);
    try (WeirProcess weir = startInPod()) {
      weir.awaitLine(line ->
          line.contains("[WARN ]") && line.contains("verbs list and watch on endpointslices"));

      api.refuse(0);

      awaitPool(weir);
      assertThat(String.join("\n", weir.out())).doesNotContain(TOKEN);
    }
  }

  private WeirProcess startInPod() throws Exception {
    String conf =
        server(
            """
            discovery {
              kind = kubernetes
              kubernetes_service = web
              kubernetes_service_account_folder = "%s"
            }
            """
                .formatted(folder));
    return ready(
        command("-c", write("weir.conf", conf).toString())
            .withVariable("KUBERNETES_SERVICE_HOST", "127.0.0.1")
            .withVariable("KUBERNETES_SERVICE_PORT", Integer.toString(api.port())));
  }

  /** Waits until there is a backend, as weir is ready before that; returns the server's port. */
  private static int awaitPool(WeirProcess weir) throws InterruptedException {
    int port = weir.port("web");
    await().atMost(Duration.ofSeconds(20)).until(() -> isServed(port));
    return port;
  }

  private static boolean isServed(int port) {
    try {
      return reached(port, 1).containsKey("a");
    } catch (IOException e) {
      // There is no backend yet.
      return false;
    }
  }

  private static String documented(Path kubeconfig) throws IOException {
    String page = Files.readString(PAGE);
    String example = page.substring(page.indexOf("```hocon\n") + 9);
    return example
        .substring(0, example.indexOf("```"))
        .replace("0.0.0.0:8080", "127.0.0.1:0")
        .replace("/etc/weir/kubeconfig", kubeconfig.toString());
  }

  private Path kubeconfig() throws IOException {
    return write(
        "kubeconfig",
        """
        apiVersion: v1
        kind: Config
        current-context: test
        contexts:
        - {name: test, context: {cluster: test, user: weir}}
        clusters:
        - {name: test, cluster: {server: "%s", certificate-authority: ca.crt}}
        users:
        - {name: weir, user: {tokenFile: token}}
        """
            .formatted(api.url()));
  }

  private KubernetesSlice slice() {
    return KubernetesSlice.named("web-x7k2p").port("http", a.port());
  }

  private void put(KubernetesSlice slice) {
    api.put("shop", "web", slice);
  }

  private static TestBackend pod(String address, int port, String name) {
    return TestBackend.at(new HostPort(address, port), Behaviour.greetsAndEchoes(name));
  }
}
