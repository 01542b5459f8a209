package io.weir.plugin.consul.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.plugin.consul.client.ConsulClient;
import io.weir.testkit.backend.TestHttpServer;
import io.weir.testkit.plugin.TestPluginContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a session over time, shorter than Consul would allow. */
@Timeout(60)
class SessionLockTest {
  private static final Lease LEASE = new Lease(Duration.ofMillis(100), Duration.ofSeconds(1));

  private final TestHttpServer server = new TestHttpServer("{\"ID\": \"s1\"}");
  private TestPluginContext context;
  private ConsulClient consul;
  private SessionLock lock;

  @BeforeEach
  void take(@TempDir Path folder) throws Exception {
    context = new TestPluginContext(folder);
    String address = server.url().replaceFirst("http://(.*)/", "$1");
    consul = new ConsulClient(StoreConfigs.plain(address, "p", "token-9").access(), context);
    LockSession session = LockSession.create(consul, "p/.locks/x", LEASE);
    server.answer(200, "[]");
    lock = new SessionLock(consul, "p/.locks/x", session, LEASE, context.logger(), _ -> {});
    lock.keepAlive(context.executor());
  }

  @AfterEach
  void close() {
    consul.close();
    context.close();
    server.close();
  }

  private void awaitRenewals(int more) {
    int before = server.requests();
    await().until(() -> server.requests() >= before + more);
    assertThat(server.lastTarget()).isEqualTo("/v1/session/renew/s1");
    assertThat(server.lastHeader("X-Consul-Token")).isEqualTo("token-9");
  }

  @Test
  void isRenewedUntilClosed() throws Exception {
    awaitRenewals(3);
    server.answer(200, "true");
    lock.close();
    assertThat(server.lastTarget()).isEqualTo("/v1/session/destroy/s1");
    assertThat(lock.isHeld()).isFalse();
    assertThat(context.log()).isEmpty();
  }

  @Test
  void isLostWithItsSession() throws Exception {
    server.answer(404, "Session id 's1' not found");
    await().until(() -> !context.log().isEmpty());
    server.answer(200, "[{\"Session\": \"s1\"}]");
    assertThat(lock.isHeld()).isFalse();
    assertThat(context.log()).singleElement().asString().contains("p/.locks/x: the lock was lost");
  }

  @Test
  void isHeldByTheSessionThatConsulNames() throws Exception {
    server.answer(200, "[{\"Session\": \"s1\"}]");
    assertThat(lock.isHeld()).isTrue();
    server.answer(200, "[{\"Session\": \"s2\"}]");
    assertThat(lock.isHeld()).isFalse();
    server.answer(200, "[{\"LockIndex\": 4}]");
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void goesOnWhenRenewalsHaveFailedForAWhile() throws Exception {
    server.answer(500, "No cluster leader");
    assertThatThrownBy(lock::isHeld).isInstanceOf(IOException.class);
    awaitRenewals(2);
    server.answer(200, "[{\"Session\": \"s1\"}]");
    awaitRenewals(2);
    assertThat(lock.isHeld()).isTrue();
    assertThat(context.log())
        .singleElement()
        .asString()
        .contains("cannot be renewed", "HTTP status 500: No cluster leader");
  }
}
