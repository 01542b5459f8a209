package io.weir.plugin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.api.Backend;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API server refuses, forgets, or sends that is no list. */
class ApiServerTest extends ReplayedCluster {
  @Test
  void beginsAListAnewOnceIfItsRestIsForgotten() {
    put(slice("web-1").port("http", 80).ready("10.0.0.1"));
    put(slice("web-2").port("http", 80).ready("10.0.0.2"));
    account.api().limitPages(1);
    account.api().refusePages();

    assertThatThrownBy(this::fetch).hasMessageContaining("410");
    assertThat(account.api().requests()).hasSize(4);
  }

  @Test
  void readsTheTokenForEachRequest() throws Exception {
    try (KubernetesDiscovery discovery = discovery(account.config(), WatchTimes.USUAL)) {
      discovery.fetch();
      account.api().knowingTokens("second");
      account.writeToken("second");
      assertThat(discovery.fetch()).isEmpty();
    }
  }

  @Test
  void saysWhoIsNotKnown() throws Exception {
    account.writeToken("secret-token");

    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .message()
        .contains("401", "the service account", account.api().url())
        .doesNotContain("secret-token");
  }

  @Test
  void saysWhichRoleIsMissingAndHidesTheToken() throws Exception {
    account.api().knowingTokens("secret-token");
    account.writeToken("secret-token");
    account.api().refuse(403);

    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .message()
        .contains("403", "the verbs list and watch on endpointslices of discovery.k8s.io")
        .contains("in namespace shop", "User \"system:serviceaccount:a:weir\"", "Bearer ***")
        .doesNotContain("secret-token");
  }

  @Test
  void saysThatAnOldClusterHasNoSlices() {
    account.api().refuse(404);

    assertThatThrownBy(this::fetch).hasMessageContaining("Kubernetes 1.21");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "ümlaut", "line\nbreak"})
  void aFileWithoutATokenIsAFailure(String token) throws Exception {
    account.writeToken(token);

    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .message()
        .contains("token")
        .doesNotContain("words");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "[]",
        "\"text\"",
        "null",
        "{}",
        "{\"items\":[]}",
        "{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[",
        "{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":17}",
        "{\"metadata\":17,\"items\":[]}",
      })
  void failsOnWhatIsNoList(String json) {
    account.api().answerLists(json);

    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .message()
        .contains("the API server")
        .doesNotContain("\n");
  }

  @Test
  void passesOverObjectsThatAreNoSlices() throws Exception {
    account
        .api()
        .answerLists(
            """
            {"metadata":{"resourceVersion":"1"},"items":[17,null,"a",[],{},{"metadata":[]},
             {"metadata":{"name":"x"},"addressType":"IPv4","endpoints":{},"ports":3},
             {"metadata":{"name":"y"},"addressType":"IPv4","endpoints":null,"ports":null},
             {"metadata":{"name":"z"},"addressType":"IPv4","ports":[null,{"port":80}],
              "endpoints":[{"addresses":["10.0.0.1"],"conditions":{"ready":"maybe"}}]}]}
            """);

    assertThat(fetch()).containsExactlyElementsOf(backends(80, "10.0.0.1"));
  }

  @Test
  void failsOnAListThatIsTooLong() {
    String endpoint = "{\"addresses\":[\"10.0.0.1\"]},";
    account
        .api()
        .answerLists(
            "{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[{\"addressType\":\"IPv4\",\"endpoints\":["
                + endpoint.repeat(1_000_000));

    assertThatThrownBy(this::fetch).isInstanceOf(IOException.class).hasMessageContaining("4000000");
  }

  @Test
  void hidesATokenThatIsTooLongToBeShown() throws Exception {
    String token = "0123456789".repeat(100);
    account.api().knowingTokens(token);
    account.writeToken(token);
    account.api().refuse(403);

    assertThatThrownBy(this::fetch).message().contains("Bearer ***").doesNotContain("0123456789");
  }

  @Test
  void aDripEndsWithItsTime() throws Exception {
    account.api().dripLists();
    FutureTask<List<Backend>> fetch = new FutureTask<>(this::fetch);
    Thread thread = Thread.ofPlatform().daemon().start(fetch);
    await().until(() -> !account.api().requests().isEmpty());

    thread.interrupt();

    assertThatThrownBy(() -> fetch.get(20, TimeUnit.SECONDS))
        .cause()
        .isInstanceOfAny(IOException.class, InterruptedException.class);
  }
}
