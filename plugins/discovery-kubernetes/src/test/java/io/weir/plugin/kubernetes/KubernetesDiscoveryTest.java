package io.weir.plugin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Backend;
import io.weir.api.WeirPlugin;
import io.weir.testkit.replay.KubernetesSlice;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which backends look-ups find. */
class KubernetesDiscoveryTest extends ReplayedCluster {
  @Test
  void findsTheEndpointsOfAllSlicesOfTheService() throws Exception {
    put(slice("web-1").port("http", 8080).ready("10.0.0.1", "10.0.0.2"));
    put(slice("web-2").port("http", 8080).ready("10.0.0.3"));
    account.api().put("shop", "other", slice("other-1").port("http", 1).ready("10.0.0.4"));
    account.api().put("elsewhere", "web", slice("web-1").port("http", 1).ready("10.0.0.5"));

    assertThat(fetch())
        .containsExactlyElementsOf(backends(8080, "10.0.0.1", "10.0.0.2", "10.0.0.3"));
    assertThat(context.log()).isEmpty();
  }

  @Test
  void findsNoneForAServiceWithoutSlices() throws Exception {
    assertThat(fetch()).isEmpty();
    put(slice("web-1"));
    assertThat(fetch()).isEmpty();
    put(slice("web-1").port("http", 80));
    assertThat(fetch()).isEmpty();
    assertThat(context.log()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // What is not known counts as ready.
    "true,  true,  false, true",
    "null,  null,  null,  true",
    "true,  true,  true,  true",
    "false, false, false, false",
    "false, true,  true,  false",
  })
  void takesWhatIsReady(String ready, String serving, String terminating, boolean taken)
      throws Exception {
    put(
        slice("web-1")
            .port("http", 80)
            .ready("10.0.0.1")
            .endpoints(ready, serving, terminating, "10.0.0.2"));

    assertThat(fetch().contains(Backend.of("10.0.0.2", 80))).isEqualTo(taken);
  }

  @Test
  void takesWhatStillServesWhereNothingIsReady() throws Exception {
    put(
        slice("web-1")
            .port("http", 80)
            .notReady("10.0.0.1")
            .endpoints("false", "null", "true", "10.0.0.2")
            .endpoints("false", "false", "true", "10.0.0.3")
            .endpoints("false", "true", "false", "10.0.0.5"));
    put(slice("web-2").port("http", 80).terminating("10.0.0.4"));

    assertThat(fetch()).containsExactlyElementsOf(backends(80, "10.0.0.4"));
  }

  @Test
  void takesAnEndpointOnceThatMovesFromSliceToSlice() throws Exception {
    put(slice("web-1").port("http", 80).ready("10.0.0.1", "10.0.0.2"));
    put(slice("web-2").port("http", 80).ready("10.0.0.2").terminating("10.0.0.1"));

    assertThat(fetch()).containsExactlyElementsOf(backends(80, "10.0.0.1", "10.0.0.2"));
  }

  @Test
  void aNamedPortMayHaveAnotherNumberInEachSlice() throws Exception {
    put(slice("web-1").port("http", 8080).port("metrics", 9090).ready("10.0.0.1"));
    put(slice("web-2").port("metrics", 9090).port("http", 8081).ready("10.0.0.2"));

    assertThat(fetch("http"))
        .containsExactly(Backend.of("10.0.0.1", 8080), Backend.of("10.0.0.2", 8081));
    assertThat(fetch("9090")).containsExactlyElementsOf(backends(9090, "10.0.0.1", "10.0.0.2"));
    assertThat(context.log()).isEmpty();
  }

  @Test
  void oneNumberUnderTwoNamesIsTheOnlyPort() throws Exception {
    put(
        slice("web-1")
            .portJson("{\"name\":\"dns\",\"port\":53,\"protocol\":\"UDP\"}")
            .portJson("{\"name\":\"dns-tcp\",\"port\":53,\"protocol\":\"TCP\"}")
            .ready("10.0.0.1"));

    assertThat(fetch()).containsExactly(Backend.of("10.0.0.1", 53));
  }

  @Test
  void aNumberIsTakenAsItIsWhereTheServiceRestrictsNone() throws Exception {
    put(slice("web-1").ready("10.0.0.1"));
    put(slice("web-2").portJson("{\"name\":\"\",\"port\":null}").ready("10.0.0.2"));

    assertThat(fetch("8080")).containsExactlyElementsOf(backends(8080, "10.0.0.1", "10.0.0.2"));
  }

  @ParameterizedTest
  @CsvSource({
    "'',   kubernetes_port; but its pods have; 8080 (http)",
    "grpc, port grpc; 8080 (http); 9090 (metrics)",
    "80,   port 80; 8080 (http); 9090 (metrics)",
  })
  void passesOverSlicesWithoutThePort(String port, String words) throws Exception {
    put(slice("web-1").port("http", 8080).port("metrics", 9090).ready("10.0.0.1", "10.0.0.2"));

    assertThat(fetch(port)).isEmpty();
    assertThat(context.log())
        .singleElement()
        .asString()
        .startsWith("WARN")
        .contains("endpoints=\"2\"")
        .contains(words.replace("but", "as").split("; "));
  }

  @Test
  void takesTheFamilyThatIsWanted() throws Exception {
    put(slice("web-1").port("http", 80).ready("10.0.0.1"));
    put(slice("web-2").of("IPv6").port("http", 80).ready("2001:db8::1"));
    put(slice("web-3").of("FQDN").port("http", 80).ready("pod.example"));

    assertThat(fetch()).containsExactlyElementsOf(backends(80, "10.0.0.1"));
    assertThat(fetch(account.config("", AddressType.IPV6)))
        .containsExactlyElementsOf(backends(80, "2001:db8::1"));
    assertThat(fetch(account.config("", AddressType.ANY)))
        .containsExactlyElementsOf(backends(80, "10.0.0.1", "2001:db8::1", "pod.example"));
  }

  @Test
  void passesOverWrongEndpointsWithOneWarningPerChange() throws Exception {
    KubernetesSlice good = slice("web-1").port("http", 80).ready("10.0.0.1");
    try (KubernetesDiscovery discovery = discovery(account.config(), WatchTimes.USUAL)) {
      put(
          good.endpointJson("{\"addresses\":[]}")
              .endpointJson("{\"addresses\":[17]}")
              .endpointJson("null")
              .endpointJson("[[]]")
              .endpointJson("\"text\"")
              .ready("10.0.0.300", ""));
      assertThat(discovery.fetch()).containsExactlyElementsOf(backends(80, "10.0.0.1"));
      assertThat(discovery.fetch()).hasSize(1);
      assertThat(context.log())
          .singleElement()
          .asString()
          .contains("server=\"web\"", "endpoints=\"7\"", "web-1: ", "an object with an address");

      put(good);
      discovery.fetch();
      assertThat(context.log()).hasSize(1);

      put(good.ready("10.0.0.400"));
      discovery.fetch();
      discovery.fetch();
      assertThat(context.log()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "65536", "99999999999999999999", "80.5", "\"http\"", "true", "{}"})
  void passesOverPortsThatAreNone(String port) throws Exception {
    put(slice("web-1").portJson("{\"name\":\"http\",\"port\":" + port + "}").ready("10.0.0.1"));
    put(slice("web-2").port("http", 80).ready("10.0.0.2"));

    assertThat(fetch("http")).containsExactlyElementsOf(backends(80, "10.0.0.2"));
    assertThat(context.log()).hasSize(1);
  }

  @Test
  void followsAllPages() throws Exception {
    for (int i = 0; i < 7; i++) {
      put(slice("web-" + i).port("http", 80).ready("10.0.0." + i));
    }
    account.api().limitPages(3);

    assertThat(fetch()).hasSize(7);
    assertThat(account.api().requests()).hasSize(3);
  }

  @Test
  void findsAHundredThousand() throws Exception {
    for (int i = 0; i < 200; i++) {
      String network = "10." + i + ".";
      put(
          slice("web-%03d".formatted(i))
              .port("http", 80)
              .ready(
                  IntStream.range(0, 500)
                      .mapToObj(n -> network + n / 250 + "." + n % 250)
                      .toArray(String[]::new)));
    }

    assertThat(fetch()).hasSize(100_000);
    assertThat(account.api().requests()).hasSize(2);
  }

  @Test
  void comesInThroughTheDoorOfPlugins() throws IOException {
    WeirPlugin plugin = ServiceLoader.load(WeirPlugin.class).findFirst().orElseThrow();
    Properties description = new Properties();
    try (InputStream in = getClass().getResourceAsStream("/META-INF/weir-plugin.properties")) {
      description.load(in);
    }

    assertThat(plugin.discoveries().getFirst().kind()).isEqualTo("kubernetes");
    assertThat(plugin.discoveries().getFirst().defaultTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(description)
        .containsEntry("id", "discovery-kubernetes")
        .containsEntry("api", "[1.0,2.0)");
  }
}
