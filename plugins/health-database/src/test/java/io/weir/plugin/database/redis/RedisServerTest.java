package io.weir.plugin.database.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.api.health.HealthCheck;
import io.weir.plugin.database.Targets;
import io.weir.plugin.database.TlsMode;
import io.weir.testkit.peer.PeerProcess;
import io.weir.testkit.peer.RedisServer;
import io.weir.testkit.plugin.TestPluginContext;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against Redis itself. */
@Tag("peer")
@Timeout(120)
class RedisServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  /** One that the server can read. */
  @TempDir private Path open;

  private TestPluginContext context;
  private Path program;

  @BeforeEach
  void find() {
    Optional<Path> found = RedisServer.program();
    assumeTrue(found.isPresent(), "redis-server is not installed (Debian package redis-server)");
    program = found.orElseThrow();
    context = new TestPluginContext(folder);
  }

  @AfterEach
  void stop() {
    if (context != null) {
      context.close();
    }
  }

  private HealthCheck check(RedisConfig config) {
    return new RedisCheckFactory().create(config, context);
  }

  private String finding(RedisConfig config, RedisServer server) {
    return Targets.finding(check(config), Targets.at(server.port()));
  }

  private String finding(RedisConfig.Role role, RedisServer server) {
    return finding(RedisConfigs.role(role), server);
  }

  @Test
  void rolesSwitchWhileItRuns() throws Exception {
    try (RedisServer a = RedisServer.start(program);
        RedisServer b = RedisServer.start(program)) {
      b.follow(a);
      await().atMost(PATIENCE).until(() -> finding(RedisConfig.Role.REPLICA, b).equals("healthy"));
      assertThat(finding(RedisConfig.Role.MASTER, a)).isEqualTo("healthy");
      assertThat(finding(RedisConfig.Role.REPLICA, a))
          .isEqualTo("is a master (expected: a replica)");
      assertThat(finding(RedisConfig.Role.MASTER, b))
          .isEqualTo("is a replica of 127.0.0.1:" + a.port() + " (expected: a master)");
      assertThat(finding(RedisConfig.Role.ANY, b)).isEqualTo("healthy");

      b.promote();
      a.follow(b);

      assertThat(finding(RedisConfig.Role.MASTER, b)).isEqualTo("healthy");
      await().atMost(PATIENCE).until(() -> finding(RedisConfig.Role.REPLICA, a).equals("healthy"));
      assertThat(finding(RedisConfig.Role.MASTER, a)).contains("(expected: a master)");
      // Each check is a connection of its own, of which nothing is left.
      await()
          .atMost(PATIENCE)
          .until(() -> a.command("CLIENT", "LIST", "TYPE", "normal").lines().count() == 1);
    }
  }

  @Test
  void aReplicaWithoutItsMasterIsNotHealthy() throws Exception {
    try (RedisServer replica = RedisServer.start(program, "--replica-serve-stale-data", "no")) {
      try (RedisServer master = RedisServer.start(program)) {
        replica.follow(master);
        await()
            .atMost(PATIENCE)
            .until(() -> finding(RedisConfig.Role.REPLICA, replica).equals("healthy"));
      }
      await()
          .atMost(PATIENCE)
          .until(() -> !finding(RedisConfig.Role.REPLICA, replica).equals("healthy"));

      assertThat(finding(RedisConfig.Role.REPLICA, replica)).startsWith("MASTERDOWN Link with");
      replica.command("CONFIG", "SET", "replica-serve-stale-data", "yes");
      assertThat(finding(RedisConfig.Role.ANY, replica)).isEqualTo("healthy");
      assertThat(finding(RedisConfig.Role.REPLICA, replica))
          .matches(
              "is a replica of 127\\.0\\.0\\.1:\\d+, its link is \"conn.*\" \\(expected: up\\)");
    }
  }

  @Test
  void usersAndPasswordsAreThoseOfItsAcl() throws Exception {
    try (RedisServer server = RedisServer.start(program)) {
      server.command("ACL", "SETUSER", "weir", "on", ">secret", "+ping", "+info");
      server.command("ACL", "SETUSER", "few", "on", ">secret", "-@all");

      // It may not ask for its role; INFO says the same.
      assertThat(finding(RedisConfigs.user("weir", "secret"), server)).isEqualTo("healthy");
      assertThat(finding(RedisConfigs.user("weir", "wrong"), server))
          .isEqualTo("AUTH: WRONGPASS invalid username-password pair or user is disabled.");
      assertThat(finding(RedisConfigs.user("few", "secret"), server)).startsWith("NOPERM ");
      assertThat(finding(RedisConfigs.password("secret"), server)).startsWith("AUTH: ERR AUTH");

      server.command("CONFIG", "SET", "requirepass", "general");
      assertThat(finding(RedisConfigs.password("general"), server)).isEqualTo("healthy");
      assertThat(finding(RedisConfigs.plain(), server))
          .isEqualTo("NOAUTH Authentication required.");
    }
  }

  @Test
  void clientsMayBeTooMany() throws Exception {
    try (RedisServer server = RedisServer.start(program)) {
      server.command("CONFIG", "SET", "maxclients", "1");
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        await()
            .atMost(PATIENCE)
            .until(() ->
                finding(RedisConfigs.plain(), server).equals("ERR max number of clients reached"));
      }
    }
  }

  @Test
  void certificatesAreVerifiedForTheServersName() throws Exception {
    TestAuthority authority = TestAuthority.create();
    Path root = authority.writeRoot(folder);
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    PemFiles files = TestAuthority.write(open, "redis", authority.issue("redis.example.org"));
    Path trusted = authority.writeRoot(open);
    try (RedisServer server =
        RedisServer.start(
            program,
            "--tls-port",
            Integer.toString(PeerProcess.freePort()),
            "--tls-cert-file",
            files.certificate().toString(),
            "--tls-key-file",
            files.key().toString(),
            "--tls-ca-cert-file",
            trusted.toString(),
            "--tls-auth-clients",
            "no")) {
      String secured = server.command("CONFIG", "GET", "tls-port").lines().toList().getLast();
      int port = Integer.parseInt(secured);
      HealthCheck verifying = check(RedisConfigs.tls(TlsMode.VERIFY, Optional.of(root)));

      assertThat(
              Targets.finding(
                  verifying, Targets.named("redis.example.org", Duration.ofSeconds(10), port)))
          .isEqualTo("healthy");
      assertThat(
              Targets.finding(
                  verifying, Targets.named("other.example.org", Duration.ofSeconds(10), port)))
          .contains("No subject alternative DNS name matching other.example.org");
      assertThat(
              Targets.finding(
                  check(RedisConfigs.tls(TlsMode.REQUIRE, Optional.empty())), Targets.at(port)))
          .isEqualTo("healthy");
      assertThat(
              Targets.finding(
                  check(RedisConfigs.tls(TlsMode.VERIFY, Optional.empty())), Targets.at(port)))
          .contains("PKIX path building failed");
    }
  }
}
