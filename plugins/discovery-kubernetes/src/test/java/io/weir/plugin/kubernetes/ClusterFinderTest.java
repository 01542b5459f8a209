package io.weir.plugin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.X509Bundle;
import io.weir.api.config.HttpUrl;
import io.weir.api.config.InvalidConfigException;
import io.weir.testkit.backend.TestHttpServer;
import io.weir.testkit.plugin.TestPluginContext;
import io.weir.testkit.replay.KubernetesSlice;
import io.weir.testkit.tls.TestAuthority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the cluster is and who weir is there, by kubeconfig or by service account. */
@Timeout(60)
class ClusterFinderTest {
  @TempDir private Path data;
  @TempDir private Path folder;
  @TempDir private Path pod;
  private TestPluginContext context;
  private ServiceAccount account;

  @BeforeEach
  void start() throws IOException {
    context = new TestPluginContext(data);
    account = new ServiceAccount(pod);
    account
        .api()
        .put("shop", "web", KubernetesSlice.named("web-1").port("http", 80).ready("10.0.0.1"));
    account
        .api()
        .put("default", "web", KubernetesSlice.named("web-1").port("http", 80).ready("10.0.0.2"));
  }

  @AfterEach
  void stop() {
    account.close();
    context.close();
  }

  @Test
  void aPodKnowsItsCluster() throws Exception {
    Map<String, String> variables =
        Map.of(
            "KUBERNETES_SERVICE_HOST",
            "127.0.0.1",
            "KUBERNETES_SERVICE_PORT",
            Integer.toString(account.api().port()));

    assertThat(found(config(null, null, null), variables)).isEqualTo("10.0.0.1");
    Files.delete(pod.resolve("namespace"));
    assertThat(found(config(null, null, null), variables)).isEqualTo("10.0.0.2");
    assertThat(found(config(null, null, "shop"), variables)).isEqualTo("10.0.0.1");
  }

  @Test
  void aPodOfAnIpv6ClusterKnowsItsCluster() {
    Cluster cluster =
        new ClusterFinder(
                context,
                Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "443")::get)
            .find(config(null, null, null));

    assertThat(cluster.server()).hasToString("https://[fd00::1]:443/");
  }

  @Test
  void outsideOfAPodAKubeconfigIsNeeded() {
    assertThatThrownBy(() -> found(config(null, null, null), Map.of()))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContainingAll("kubernetes_config", "KUBERNETES_SERVICE_HOST");
  }

  @Test
  void aPodWithoutATokenIsSaidToBeOne() throws Exception {
    Files.delete(pod.resolve("token"));

    assertThatThrownBy(() ->
            found(
                config(null, null, null),
                Map.of("KUBERNETES_SERVICE_HOST", "127.0.0.1", "KUBERNETES_SERVICE_PORT", "443")))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContainingAll("kubernetes_service_account_folder", "token");
  }

  @Test
  void aServerOfAnotherAuthorityIsNotTrusted() throws Exception {
    Files.delete(pod.resolve("ca.crt"));
    TestAuthority.create().writeRoot(pod);

    assertThatThrownBy(() -> found(account.config(), Map.of())).isInstanceOf(IOException.class);
    assertThat(account.api().requests()).isEmpty();
  }

  @Test
  void aFileThatIsNoCertificateIsNamed() throws Exception {
    Files.writeString(pod.resolve("ca.crt"), "no certificate");

    assertThatThrownBy(() -> found(account.config(), Map.of()))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContainingAll("kubernetes_service_account_folder", "ca.crt", "PEM");
  }

  @Test
  void overHttpNoCredentialsAreSent() throws Exception {
    try (TestHttpServer proxy =
        new TestHttpServer("{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}")) {
      assertThat(found(account.config(proxy.url() + "k8s", "", AddressType.IPV4), Map.of()))
          .isEmpty();
      assertThat(proxy.lastHeader("Authorization")).isEmpty();
      assertThat(proxy.lastTarget()).startsWith("/k8s/apis/discovery.k8s.io/v1/");
    }
  }

  @Test
  void aKubeconfigMayHaveATokenWithinOrInAFile() throws Exception {
    account.authority().writeRoot(folder);
    Files.writeString(folder.resolve("my-token"), "first\n");
    String ca = "certificate-authority: ca.crt";

    assertThat(found(kubeconfig(ca, "token: first"))).isEqualTo("10.0.0.1");
    assertThat(found(kubeconfig(ca, "tokenFile: my-token"))).isEqualTo("10.0.0.1");
    // As for kubectl, the file counts.
    assertThat(found(kubeconfig(ca, "tokenFile: my-token, token: wrong"))).isEqualTo("10.0.0.1");
    assertThatThrownBy(() -> found(kubeconfig(ca, "token: wrong-token")))
        .hasMessageContainingAll("401", "user me of ")
        .message()
        .doesNotContain("wrong-token");
  }

  @Test
  void aKubeconfigMayHaveACertificateWithinOrInAFile() throws Exception {
    account.api().knowingCertificates();
    X509Bundle own = account.authority().issue("weir");
    TestAuthority.write(folder, "client", own);
    String within =
        "certificate-authority-data: " + base64(account.authority().root().getCertificatePEM());

    assertThat(found(kubeconfig(within, "client-certificate: client.crt, client-key: client.key")))
        .isEqualTo("10.0.0.1");
    assertThat(
            found(
                kubeconfig(
                    within,
                    "client-certificate-data: %s, client-key-data: %s"
                        .formatted(
                            base64(own.getCertificatePathPEM()), base64(own.getPrivateKeyPEM())))))
        .isEqualTo("10.0.0.1");
    assertThat(data).isEmptyDirectory();
    assertThatThrownBy(() -> found(kubeconfig(within, ""))).hasMessageContaining("401");
  }

  @Test
  void anUnverifiedServerIsWarnedAbout() throws Exception {
    assertThat(found(kubeconfig("insecure-skip-tls-verify: true", "token: first")))
        .isEqualTo("10.0.0.1");
    assertThat(context.log()).singleElement().asString().contains("certificate of the API server");
  }

  @Test
  void aContextMayBeChosen() throws Exception {
    Path file = kubeconfig("insecure-skip-tls-verify: true", "token: first");

    assertThat(found(config(file, "other", null), Map.of())).isEqualTo("10.0.0.2");
    assertThat(found(config(file, "other", "shop"), Map.of())).isEqualTo("10.0.0.1");
    assertThatThrownBy(() -> found(config(file, "third", null), Map.of()))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContainingAll("kubernetes_context", "\"third\"");
  }

  @Test
  void aKubeconfigMayBeInJson() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("config.json"),
            """
            {"current-context":"a","contexts":[{"name":"a","context":{"cluster":"c","user":"u"}}],
             "clusters":[{"name":"c","cluster":{"server":"%s","insecure-skip-tls-verify":true}}],
             "users":[{"name":"u","user":{"username":"ann","password":"pass-word"}}]}
            """
                .formatted(account.api().url()));

    Cluster cluster = new ClusterFinder(context, _ -> null).find(config(file, null, null));
    assertThat(cluster.credentials().authorization().orElseThrow().value())
        .isEqualTo("Basic YW5uOnBhc3Mtd29yZA==");
    assertThat(cluster.namespace()).isEqualTo("default");
    assertThat(cluster.toString()).doesNotContain("pass-word");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          proxy-url: http://proxy            | token: a                       | proxy-url
          tls-server-name: other             | token: a                       | tls-server-name
          certificate-authority: none        | token: a                       | certificate-authority
          certificate-authority-data: '%%%'  | token: a                       | certificate-authority-data
          insecure-skip-tls-verify: true     | exec: {command: aws}           | without exec
          insecure-skip-tls-verify: true     | auth-provider: {name: gcp}     | without auth-provider
          insecure-skip-tls-verify: true     | 'token: a, as: root'           | without as
          insecure-skip-tls-verify: true     | client-certificate: none       | client-certificate
          """)
  void whatWeirCannotDoOrReadIsSaid(String cluster, String user, String reason) throws Exception {
    Path file = kubeconfig(cluster, user);

    assertThatThrownBy(() -> found(file))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContainingAll("kubernetes_config", reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "[]",
        "current-context: a",
        "{current-context: a, contexts: [{name: a, context: {cluster: b}}]}",
        "{current-context: a, contexts: [{name: a, context: {cluster: b}}], clusters: [{name: b}]}",
        "{current-context: a, contexts: [{name: a, context: {cluster: b, user: c}}],"
            + " clusters: [{name: b, cluster: {server: 'https://b'}}]}",
        "{current-context: a, contexts: [{name: a, context: {cluster: b}}],"
            + " clusters: [{name: b, cluster: {server: 'ftp://b'}}]}",
        "{current-context: a, contexts: [{name: a, context: {cluster: b, namespace: ../x}}],"
            + " clusters: [{name: b, cluster: {server: 'https://b'}}]}",
        "users: [{name: a, user: {token: secret-word",
        "token: secret-word\n\tx: : :",
      })
  void whatIsNoKubeconfigIsSaidWithoutItsSecrets(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("config"), text);

    assertThatThrownBy(() -> found(file))
        .isInstanceOf(InvalidConfigException.class)
        .message()
        .contains("kubernetes_con")
        .doesNotContain("secret-word", "\n");
  }

  @Test
  void aKubeconfigThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> found(folder.resolve("nowhere")))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("kubernetes_config");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Web", "a.b", "a/b", "-a", "a&watch=1", "é"})
  void namesAreChecked(String name) {
    assertThatThrownBy(() ->
            new KubernetesConfig(
                name,
                Optional.empty(),
                Optional.empty(),
                AddressType.IPV4,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                pod))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("kubernetes_service");
    assertThatThrownBy(() -> config(null, null, name))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("kubernetes_namespace");
  }

  @Test
  void aContextNeedsAKubeconfig() {
    assertThatThrownBy(() -> config(null, "a", null))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("kubernetes_context");
  }

  /** Two contexts: {@code mine} in namespace shop, the current one, and {@code other}. */
  private Path kubeconfig(String cluster, String user) throws IOException {
    return Files.writeString(
        folder.resolve("config"),
        """
        apiVersion: v1
        kind: Config
        preferences: {}
        current-context: mine
        clusters:
        - name: there
          cluster:
            server: %s
            %s
        contexts:
        - name: other
          context: {cluster: there, user: me}
        - name: mine
          context:
            cluster: there
            user: me
            namespace: shop
        users:
        - name: me
          user: {%s}
        """
            .formatted(account.api().url(), cluster, user));
  }

  private KubernetesConfig config(
      @Nullable Path file, @Nullable String contextName, @Nullable String namespace) {
    return new KubernetesConfig(
        "web",
        Optional.ofNullable(namespace),
        Optional.empty(),
        AddressType.IPV4,
        Optional.ofNullable(file),
        Optional.ofNullable(contextName),
        Optional.<HttpUrl>empty(),
        pod);
  }

  private String found(Path kubeconfig) throws Exception {
    return found(config(kubeconfig, null, null), Map.of());
  }

  /** The address of the first backend; empty if there is none. */
  private String found(KubernetesConfig config, Map<String, String> variables) throws Exception {
    Cluster cluster = new ClusterFinder(context, variables::get).find(config);
    try (KubernetesDiscovery discovery =
        new KubernetesDiscovery(config, cluster, context, WatchTimes.USUAL)) {
      return discovery.fetch().stream()
          .findFirst()
          .map(backend -> backend.address().host())
          .orElse("");
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
