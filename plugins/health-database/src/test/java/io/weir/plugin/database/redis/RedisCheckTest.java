package io.weir.plugin.database.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.config.InvalidConfigException;
import io.weir.plugin.database.Targets;
import io.weir.plugin.database.TlsMode;
import io.weir.testkit.backend.TestBackend;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that a real server gives rarely. */
@Timeout(30)
class RedisCheckTest {
  private static final String MASTER = "*3\r\n$6\r\nmaster\r\n:0\r\n*0";
  private static final String REPLICA =
      "*5\r\n$5\r\nslave\r\n$8\r\n10.0.0.1\r\n:6379\r\n$9\r\nconnected\r\n:0";

  private static String finding(RedisConfig config, Map<String, String> answers) {
    Map<String, String> all = new HashMap<>(Map.of("PING", "+PONG"));
    all.putAll(answers);
    try (TestBackend server = RedisScript.start(all)) {
      return Targets.finding(new RedisCheck(config, Optional.empty()), Targets.at(server.port()));
    }
  }

  private static String finding(RedisConfig.Role role, String answer) {
    return finding(RedisConfigs.role(role), Map.of("ROLE", answer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOADING Redis is loading the dataset in memory",
        "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
        "NOAUTH Authentication required.",
        "ERR max number of clients reached"
      })
  void errorsSpeakForThemselves(String error) {
    assertThat(finding(RedisConfigs.plain(), Map.of("PING", "-" + error))).isEqualTo(error);
  }

  @Test
  void whatIsNoPongIsTold() {
    assertThat(finding(RedisConfigs.plain(), Map.of("PING", ":1")))
        .isEqualTo("PING is answered by \"1\"");
    assertThat(finding(RedisConfigs.plain(), Map.of("PING", "*-1")))
        .isEqualTo("PING is answered by \"0 items\"");
    assertThat(finding(RedisConfigs.plain(), Map.of("PING", "$-1")))
        .isEqualTo("PING is answered by \"\"");
  }

  @Test
  void rolesAreAsRoleSays() {
    assertThat(finding(RedisConfig.Role.MASTER, MASTER)).isEqualTo("healthy");
    assertThat(finding(RedisConfig.Role.REPLICA, MASTER))
        .isEqualTo("is a master (expected: a replica)");
    assertThat(finding(RedisConfig.Role.REPLICA, REPLICA)).isEqualTo("healthy");
    assertThat(finding(RedisConfig.Role.MASTER, REPLICA))
        .isEqualTo("is a replica of 10.0.0.1:6379 (expected: a master)");
    assertThat(finding(RedisConfig.Role.MASTER, "*2\r\n$8\r\nsentinel\r\n*0"))
        .isEqualTo("is \"sentinel\" (expected: a master)");
    assertThat(finding(RedisConfig.Role.MASTER, "+what")).contains("ROLE is answered by \"what\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"connect", "connecting", "sync"})
  void aReplicaWhoseLinkIsNotUpIsNotHealthy(String link) {
    String answer = REPLICA.replace("$9\r\nconnected", "$" + link.length() + "\r\n" + link);

    assertThat(finding(RedisConfig.Role.REPLICA, answer))
        .isEqualTo("is a replica of 10.0.0.1:6379, its link is \"" + link + "\" (expected: up)");
  }

  @ParameterizedTest
  @CsvSource({
    "master, , MASTER, healthy",
    "slave, up, REPLICA, healthy",
    "slave, up, MASTER, 'is a replica of 10.0.0.1:6379 (expected: a master)'",
    "slave, down, REPLICA, 'is a replica of 10.0.0.1:6379, its link is \"down\" (expected: up)'"
  })
  void whereRoleIsNotToBeHadInfoIsAsked(
      String role, String link, RedisConfig.Role expected, String finding) {
    String info =
        "# Replication\r\nrole:%s\r\nmaster_host:10.0.0.1\r\nmaster_port:6379\r\nmaster_link_status:%s\r\n"
            .formatted(role, link);
    Map<String, String> answers =
        Map.of(
            "ROLE",
            "-NOPERM this user has no permissions to run the 'role' command",
            "INFO",
            "$" + info.length() + "\r\n" + info);

    assertThat(finding(RedisConfigs.role(expected), answers)).isEqualTo(finding);
  }

  @Test
  void whereNeitherIsToBeHadBothAreTold() {
    assertThat(
            finding(RedisConfigs.role(RedisConfig.Role.MASTER), Map.of("ROLE", "-A", "INFO", "-B")))
        .isEqualTo("ROLE: A; INFO: B");
  }

  @Test
  void aPasswordThatTheServerRepeatsIsNotTold() {
    assertThat(finding(RedisConfigs.password("secret"), Map.of())).isEqualTo("AUTH is refused");
    assertThat(finding(RedisConfigs.password("secret"), Map.of("AUTH", "-ERR no secret here")))
        .isEqualTo("AUTH is refused");
    assertThat(
            finding(RedisConfigs.password("secret"), Map.of("AUTH", "-WRONGPASS invalid password")))
        .isEqualTo("AUTH: WRONGPASS invalid password");
    assertThat(RedisConfigs.password("secret").toString()).doesNotContain("secret");
  }

  @Test
  void whatIsNoRespIsTold() {
    assertThat(finding(RedisConfigs.plain(), Map.of("PING", "SSH-2.0-OpenSSH_9.2")))
        .isEqualTo("answers \"SSH-2.0-OpenSSH_9.2\" (expected: the protocol of Redis)");
    assertThat(finding(RedisConfigs.plain(), Map.of("PING", "$9999999999")))
        .isEqualTo("answers \"$9999999999\" (expected: the protocol of Redis)");
    assertThat(finding(RedisConfigs.plain(), Map.of("PING", "*x")))
        .isEqualTo("answers \"*x\" (expected: the protocol of Redis)");
  }

  @Test
  void keysThatDoNotGoTogetherAreRefused() {
    Optional<Path> file = Optional.of(Path.of("ca.crt"));
    assertThatThrownBy(() -> RedisConfigs.tls(TlsMode.DISABLE, file))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            "redis_tls_cacert_path (expected: none, as only mode verify looks at the server's"
                + " certificate)");
    assertThatThrownBy(() ->
            new RedisConfig(
                RedisConfig.Role.ANY,
                Optional.of("user"),
                Optional.empty(),
                TlsMode.DISABLE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))
        .hasMessage("redis_username (expected: none without redis_password)");
  }
}
