package io.weir.plugin.consul.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.api.Backend;
import io.weir.api.config.HostPort;
import io.weir.api.discovery.Discovery;
import io.weir.plugin.consul.DocsPolicy;
import io.weir.testkit.peer.ConsulAgent;
import io.weir.testkit.plugin.TestPluginContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Services of a real agent. */
@Tag("peer")
@Timeout(120)
class ConsulDiscoveryTest {
  private static ConsulAgent agent;

  private final String service = "web-" + UUID.randomUUID();

  @TempDir private Path folder;
  private TestPluginContext context;

  @BeforeAll
  static void startConsul(@TempDir Path folder) throws Exception {
    agent = ConsulAgent.startOrSkip(folder);
  }

  @AfterAll
  static void stopConsul() {
    if (agent != null) {
      agent.close();
    }
  }

  @BeforeEach
  void lend() {
    context = new TestPluginContext(folder);
  }

  @AfterEach
  void close() {
    context.close();
  }

  /** Registers an instance of this test's service. */
  private void register(String id, String keys) throws Exception {
    agent.register(
        "{\"ID\": \"%s-%s\", \"Name\": \"%s\", %s}".formatted(service, id, service, keys));
  }

  private static DiscoveryConfigs configs() {
    return DiscoveryConfigs.at(agent.address());
  }

  private Discovery open(ConsulDiscoveryConfig config) {
    return new ConsulDiscoveryFactory().create(config, context);
  }

  private List<Backend> fetch(ConsulDiscoveryConfig config) throws Exception {
    try (Discovery discovery = open(config)) {
      return discovery.fetch();
    }
  }

  @Test
  void takesTheAddressOfTheServiceElseOfItsNodeAndTheNameOutOfItsTags() throws Exception {
    register("1", "\"Port\": 8001");
    register("2", "\"Port\": 8002, \"Address\": \"10.0.0.2\", \"Tags\": [\"sni=a\", \"v1\"]");
    register(
        "3",
        "\"Port\": 8003, \"Address\": \"2001:db8::3\","
            + " \"Tags\": [\"sni=first.example\", \"SNI=x\", \"sni=last.example\"]");
    register("4", "\"Port\": 8004, \"Address\": \"host.example\", \"Tags\": [\"sni=\"]");

    assertThat(fetch(configs().all(service)))
        .containsExactlyInAnyOrder(
            Backend.of("127.0.0.1", 8001),
            new Backend(new HostPort("10.0.0.2", 8002), 1, 1, 0, "a"),
            new Backend(new HostPort("2001:db8::3", 8003), 1, 1, 0, "last.example"),
            Backend.of("host.example", 8004));
    assertThat(context.log()).isEmpty();
  }

  @Test
  void findsNoneOfAServiceThatNobodyHasRegistered() throws Exception {
    assertThat(fetch(configs().all("nobody"))).isEmpty();
  }

  @Test
  void takesThoseWhoseChecksPassIfItIsTold() throws Exception {
    register("1", "\"Port\": 8001, \"Check\": {\"TTL\": \"1h\", \"Status\": \"passing\"}");
    register("2", "\"Port\": 8002, \"Check\": {\"TTL\": \"1h\", \"Status\": \"warning\"}");
    register("3", "\"Port\": 8003, \"Check\": {\"TTL\": \"1h\", \"Status\": \"critical\"}");

    assertThat(fetch(configs().all(service))).hasSize(3);
    assertThat(fetch(configs().passing(service))).containsExactly(Backend.of("127.0.0.1", 8001));
  }

  @Test
  void takesThoseWithTheTag() throws Exception {
    register("1", "\"Port\": 8001, \"Tags\": [\"v1\", \"blue & green\"]");
    register("2", "\"Port\": 8002, \"Tags\": [\"v2\"]");

    assertThat(fetch(configs().tagged(service, "blue & green")))
        .containsExactly(Backend.of("127.0.0.1", 8001));
    assertThat(fetch(configs().tagged(service, "v3"))).isEmpty();
  }

  @Test
  void asksInTheDatacenter() throws Exception {
    register("1", "\"Port\": 8001");

    assertThat(fetch(configs().in("dc1", service))).hasSize(1);
    assertThatThrownBy(() -> fetch(configs().in("dc9", service)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No path to datacenter");
  }

  @Test
  void aTokenThatMayNotReadTheServiceIsAFailureAndNotAnEmptyList() throws Exception {
    register("1", "\"Port\": 8001");
    String unknown = "11111111-2222-3333-4444-555555555555";
    String useless = agent.token("key_prefix \"x/\" { policy = \"read\" }");
    String enough =
        agent.token(DocsPolicy.in("discovery-consul.md").replace("\"web\"", "\"" + service + "\""));

    assertThat(fetch(configs().withToken(enough).all(service))).hasSize(1);
    for (String token : List.of(unknown, useless)) {
      assertThatThrownBy(() -> fetch(configs().withToken(token).all(service)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("permission denied")
          .message()
          .doesNotContain(token);
    }
  }

  @Test
  void speaksTlsWithTheAgentsAuthority() throws Exception {
    register("1", "\"Port\": 8001");
    DiscoveryConfigs secure = DiscoveryConfigs.at(agent.tlsAddress());

    assertThat(fetch(secure.trusting(agent.authority()).all(service))).hasSize(1);
    assertThatThrownBy(() -> fetch(secure.all(service))).isInstanceOf(IOException.class);
  }

  @Test
  void isToldOfEachChange() throws Exception {
    register("1", "\"Port\": 8001, \"Check\": {\"TTL\": \"1h\", \"Status\": \"passing\"}");
    AtomicReference<List<Backend>> told = new AtomicReference<>(List.of());
    Backend first = Backend.of("127.0.0.1", 8001);
    Backend second = Backend.of("127.0.0.1", 8002);
    try (Discovery discovery = open(configs().passing(service))) {
      assertThat(discovery.fetch()).containsExactly(first);
      Thread watching =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                try {
                  discovery.watch(told::set);
                } catch (Exception _) {
                  // The test ends it.
                }
              });

      register("2", "\"Port\": 8002");
      await().until(() -> List.of(first, second).equals(sorted(told.get())));
      agent.fail("service:" + service + "-1");
      await().until(() -> List.of(second).equals(told.get()));
      agent.deregister(service + "-2");
      await().until(() -> told.get().isEmpty());
      watching.interrupt();
      assertThat(watching.join(Duration.ofSeconds(5))).isTrue();
    }
    assertThat(context.log()).isEmpty();
  }

  private static List<Backend> sorted(List<Backend> backends) {
    return backends.stream().sorted(Comparator.comparing(Backend::address)).toList();
  }
}
