package io.weir.plugin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.replay.KubernetesSlice;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The watch that goes on after a look-up. */
class WatchTest extends WatchedCluster {

  @Test
  void tellsOfSlicesThatComeChangeAndGo() throws Exception {
    begin();

    put(pods("web-2").ready("10.0.0.2"));
    awaitTold("10.0.0.1", "10.0.0.2");
    put(pods("web-1").ready("10.0.0.3"));
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
    discovery = discovery(account.config(), WatchTimes.USUAL);
    discovery.fetch();
    put(pods("web-2").ready("10.0.0.2"));
    watch();

    awaitTold("10.0.0.1", "10.0.0.2");
    assertThat(lists()).hasSize(1);
  }

  @Test
  void tellsNothingWhereTheBackendsStayTheSame() throws Exception {
    begin();

    put(pods("web-1").ready("10.0.0.1").notReady("10.0.0.2"));
    account.api().bookmark();
    put(pods("web-2").ready("10.0.0.9"));

    awaitTold("10.0.0.1", "10.0.0.9");
    assertThat(told).hasSize(1);
  }

  @Test
  void manyChangesAtOnceAreFewLists() throws Exception {
    begin();

    IntStream.range(0, 200).forEach(i -> put(pods("web-x" + i).ready("10.0.1." + i)));

    await().atMost(SOON).until(() -> !told.isEmpty() && told.getLast().size() == 201);
    assertThat(told).hasSizeLessThan(100);
  }

  @Test
  void goesOnWhereAStreamEnded() throws Exception {
    begin();
    put(pods("web-2").ready("10.0.0.2"));
    awaitTold("10.0.0.1", "10.0.0.2");

    account.api().endWatches();
    put(pods("web-3").ready("10.0.0.3"));

    awaitTold("10.0.0.1", "10.0.0.2", "10.0.0.3");
    assertThat(watches().getLast()).endsWith("resourceVersion=1002");
    assertThat(lists()).hasSize(1);
    assertThat(watch.isDone()).isFalse();
  }

  @Test
  void goesOnWhereAStreamWasCut() throws Exception {
    begin();
    put(pods("web-2").ready("10.0.0.2"));
    awaitTold("10.0.0.1", "10.0.0.2");

    account
        .api()
        .sendToWatches("{\"type\":\"MODIFIED\",\"object\":{\"metadata\":{\"name\":\"web-1\"");
    account.api().cutWatches();
    put(pods("web-3").ready("10.0.0.3"));

    awaitTold("10.0.0.1", "10.0.0.2", "10.0.0.3");
    assertThat(watches().getLast()).endsWith("resourceVersion=1002");
    assertThat(lists()).hasSize(1);
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
    put(pods("web-2").ready("10.0.0.2"));
    awaitTold("10.0.0.1", "10.0.0.2");
  }

  @Test
  void listsAnewWhenTheVersionIsForgottenWhileItIsAway() throws Exception {
    discovery = discovery(account.config(), WatchTimes.USUAL);
    discovery.fetch();
    put(pods("web-2").ready("10.0.0.2"));
    account.api().forget();
    watch();

    awaitTold("10.0.0.1", "10.0.0.2");
    assertThat(lists()).hasSize(2);
    await().atMost(SOON).until(() -> watches().size() == 2);
  }

  @Test
  void takesANewTokenForTheNextStream() throws Exception {
    begin();

    account.api().knowingTokens("second");
    account.writeToken("second");
    account.api().cutWatches();
    put(pods("web-2").ready("10.0.0.2"));

    awaitTold("10.0.0.1", "10.0.0.2");
  }

  @Test
  void warnsOfWrongEndpointsOncePerChange() throws Exception {
    begin();

    KubernetesSlice wrong = pods("web-2").ready("10.0.0.300");
    put(wrong);
    await().atMost(SOON).until(() -> context.log().size() == 1);
    put(wrong.ready("10.0.0.2"));
    awaitTold("10.0.0.1", "10.0.0.2");

    assertThat(context.log()).singleElement().asString().contains("web-2: 10.0.0.300");
  }

  @Test
  void aLookUpBesideItDoesNotDisturbIt() throws Exception {
    begin();

    put(pods("web-2").ready("10.0.0.2"));
    assertThat(discovery.fetch()).hasSize(2);
    awaitTold("10.0.0.1", "10.0.0.2");
    account.api().delete("shop", "web-2");
    awaitTold("10.0.0.1");
    assertThat(watches()).hasSize(1);
  }
}
