package io.weir.plugin.consul.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.api.certificate.CertificateStore;
import io.weir.api.certificate.CertificateStore.Lock;
import io.weir.api.config.HttpUrl;
import io.weir.api.config.Secret;
import io.weir.plugin.consul.DocsPolicy;
import io.weir.testkit.peer.ConsulAgent;
import io.weir.testkit.plugin.TestPluginContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The store in a real agent that denies what no policy allows. */
@Tag("peer")
@Timeout(120)
class ConsulStoreTest {
  private static final byte[] VALUE = "value".getBytes(UTF_8);
  private static final Duration LEASE = Duration.ofMinutes(1);

  /** The shortest: its lock delay is a second. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private static ConsulAgent agent;

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

  private CertificateStore open(String token) {
    return open(agent.address(), token);
  }

  private CertificateStore open(String address, String token) {
    return new ConsulStoreFactory()
        .create(StoreConfigs.plain(address, "weir/certificates", token), context);
  }

  /** A lock that is waited for on a thread of its own. */
  private static FutureTask<Lock> waitFor(CertificateStore store, String name) {
    FutureTask<Lock> task = new FutureTask<>(() -> store.lock(name, SHORT));
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  @Test
  void aLockIsWaitedForAndComesWhenItsHolderFreesIt() throws Exception {
    try (CertificateStore one = open(ConsulAgent.TOKEN);
        CertificateStore other = open(ConsulAgent.TOKEN)) {
      Lock held = one.lock("example.org", LEASE);
      FutureTask<Lock> waiting = waitFor(other, "example.org");
      await().until(() -> agent.sessions().size() == 2);
      assertThat(waiting.isDone()).isFalse();
      held.close();
      assertThat(waiting.get(5, TimeUnit.SECONDS).isHeld()).isTrue();
      assertThat(held.isHeld()).isFalse();
    }
    assertThat(agent.sessions()).as("the store frees what it holds").isEmpty();
    assertThat(context.log()).isEmpty();
  }

  @Test
  void aLockWhoseSessionIsEndedFromOutsideIsAnothersAfterTheLockDelay() throws Exception {
    try (CertificateStore one = open(ConsulAgent.TOKEN);
        CertificateStore other = open(ConsulAgent.TOKEN)) {
      Lock lost = one.lock("example.org", SHORT);
      agent.destroySessions();
      assertThat(lost.isHeld()).isFalse();
      FutureTask<Lock> waiting = waitFor(other, "example.org");
      Lock next = waiting.get(20, TimeUnit.SECONDS);
      assertThat(next.isHeld()).isTrue();
      lost.close();
      assertThat(next.isHeld()).as("closing the lost one frees nothing").isTrue();
    }
  }

  @Test
  void whoeverStopsWaitingLeavesNoSession() throws Exception {
    try (CertificateStore one = open(ConsulAgent.TOKEN);
        CertificateStore other = open(ConsulAgent.TOKEN);
        Lock held = one.lock("example.org", LEASE)) {
      FutureTask<Lock> task = new FutureTask<>(() -> other.lock("example.org", LEASE));
      Thread waiting = Thread.ofPlatform().daemon().start(task);
      await().until(() -> agent.sessions().size() == 2);
      waiting.interrupt();
      assertThat(waiting.join(Duration.ofSeconds(5))).isTrue();
      assertThat(agent.sessions()).hasSize(1);
      assertThat(held.isHeld()).isTrue();
    }
  }

  @Test
  void aSessionEndsByItsTimeAlone() throws Exception {
    try (CertificateStore store = open(ConsulAgent.TOKEN);
        Lock _ = store.lock("example.org", LEASE)) {
      assertThat(agent.read("session/list").replaceAll("\\s", ""))
          .contains("\"TTL\":\"25000ms\"", "\"LockDelay\":10000000000", "\"Behavior\":\"release\"")
          .contains("weir:weir/certificates/.locks/example.org")
          .doesNotContain("serfHealth");
    }
  }

  @Test
  void aTokenThatDoesNotAllowItIsNotShown() throws Exception {
    String wrong = "11111111-2222-3333-4444-555555555555";
    try (CertificateStore store = open(wrong)) {
      assertThatThrownBy(() -> store.save("example.org", VALUE))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll("http://" + agent.address(), "permission denied", "ACL token")
          .message()
          .doesNotContain(wrong);
      assertThatThrownBy(() -> store.lock("example.org", LEASE))
          .hasMessageContaining("permission denied");
    }
    assertThat(open(wrong).toString()).doesNotContain(wrong);
    assertThat(StoreConfigs.plain("h:1", "p", wrong).toString()).doesNotContain(wrong);
  }

  @Test
  void thePolicyInTheDocumentationIsEnough() throws Exception {
    try (CertificateStore store = open(agent.token(DocsPolicy.in("acme.md")));
        Lock lock = store.lock("example.org", LEASE)) {
      store.save("example.org", VALUE);
      assertThat(store.load("example.org")).contains(VALUE);
      assertThat(lock.isHeld()).isTrue();
      store.delete("example.org");
    }
    try (CertificateStore store =
        open(agent.token("key_prefix \"other/\" { policy = \"write\" }"))) {
      assertThatThrownBy(() -> store.load("example.org")).hasMessageContaining("permission denied");
    }
  }

  @Test
  void takesWhatConsulTakesAndNoMore() throws Exception {
    byte[] largest = new byte[ConsulStore.LARGEST];
    try (CertificateStore store = open(ConsulAgent.TOKEN)) {
      store.save("large", largest);
      assertThat(store.load("large")).contains(largest);
      assertThatThrownBy(() -> store.save("large", new byte[ConsulStore.LARGEST + 1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("value of large", "524289", "expected: 524288");
      store.delete("large");
    }
  }

  @Test
  void speaksTlsWithTheAgentsAuthority() throws Exception {
    ConsulStoreConfig config =
        new ConsulStoreConfig(
            HttpUrl.parse("https://" + agent.tlsAddress()),
            "weir/tls",
            Optional.of(new Secret(ConsulAgent.TOKEN)),
            Optional.of("dc1"),
            Optional.of(agent.authority()),
            Optional.empty(),
            Optional.empty());
    try (CertificateStore store = new ConsulStoreFactory().create(config, context)) {
      store.save("example.org", VALUE);
      assertThat(agent.get("weir/tls/example.org")).contains("value");
    }
    try (CertificateStore untrusting =
        new ConsulStoreFactory()
            .create(
                new ConsulStoreConfig(
                    config.address(),
                    "weir/tls",
                    config.token(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                context)) {
      assertThatThrownBy(() -> untrusting.load("example.org")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aDatacenterThatDoesNotExistIsAFailure() throws Exception {
    ConsulStoreConfig config =
        new ConsulStoreConfig(
            HttpUrl.parse("http://" + agent.address()),
            "weir/certificates",
            Optional.of(new Secret(ConsulAgent.TOKEN)),
            Optional.of("dc9"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    try (CertificateStore store = new ConsulStoreFactory().create(config, context)) {
      assertThatThrownBy(() -> store.load("example.org"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No path to datacenter");
    }
  }

  @Test
  void anAgentThatIsGoneIsAFailureAndNoHang(@TempDir Path own) throws Exception {
    ConsulAgent dying = ConsulAgent.startOrSkip(own);
    try (CertificateStore store = open(dying.address(), ConsulAgent.TOKEN);
        CertificateStore other = open(dying.address(), ConsulAgent.TOKEN)) {
      Lock lock = store.lock("example.org", LEASE);
      FutureTask<Lock> waiting = waitFor(other, "example.org");
      await().until(() -> dying.sessions().size() == 2);
      dying.close();
      assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(IOException.class);
      assertThatThrownBy(lock::isHeld).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> store.load("example.org"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(dying.address());
      assertThatThrownBy(lock::close).isInstanceOf(IOException.class);
    }
  }
}
