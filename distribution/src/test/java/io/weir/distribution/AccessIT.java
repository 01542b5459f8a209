package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestClient;
import io.weir.testkit.process.WeirProcess;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Which clients are served. Every address of 127.0.0.0/8 is this machine's, so clients can be many.
 */
class AccessIT extends SystemTest {

  @Test
  void firstRuleThatMatchesDecides() throws Exception {
    try (var a = TestBackend.named("a");
        WeirProcess weir =
            startServer(
                """
                access {
                  default = deny
                  rules = ["deny 127.0.1.7", "allow 127.0.1.0/24", "allow 127.0.0.1"]
                }
                """
                    + staticList(a))) {
      int port = weir.port("web");

      assertThat(isServed("127.0.0.1", port, "127.0.0.1")).isTrue();
      assertThat(isServed("127.0.0.1", port, "127.0.1.1")).isTrue();
      assertThat(isServed("127.0.0.1", port, "127.0.1.255")).isTrue();
      assertThat(isServed("127.0.0.1", port, "127.0.1.7")).isFalse();
      assertThat(isServed("127.0.0.1", port, "127.0.2.1")).isFalse();
    }
  }

  @Test
  void defaultIsToAllow() throws Exception {
    try (var a = TestBackend.named("a");
        WeirProcess weir =
            startServer("access.rules = [\"deny 127.0.0.8/29\"]\n" + staticList(a))) {
      int port = weir.port("web");

      assertThat(isServed("127.0.0.1", port, "127.0.0.7")).isTrue();
      assertThat(isServed("127.0.0.1", port, "127.0.0.8")).isFalse();
      assertThat(isServed("127.0.0.1", port, "127.0.0.15")).isFalse();
      assertThat(isServed("127.0.0.1", port, "127.0.0.16")).isTrue();
    }
  }

  @Test
  void rulesKnowIpv6() throws Exception {
    String keys = "bind = \"[::1]:0\"\naccess { default = %s, rules = [\"%s\"] }\n";
    try (var a = TestBackend.named("a")) {
      try (WeirProcess weir = startServer(keys.formatted("deny", "allow ::/64") + staticList(a))) {
        assertThat(isServed("::1", weir.port("web"), "::1")).isTrue();
      }
      try (WeirProcess weir = startServer(keys.formatted("allow", "deny ::1") + staticList(a))) {
        assertThat(isServed("::1", weir.port("web"), "::1")).isFalse();
      }
    }
  }

  @Test
  void ipv4RulesHoldOnAWildcardBindToo() throws Exception {
    try (var a = TestBackend.named("a");
        WeirProcess weir =
            startServer(
                "bind = \":0\"\naccess.rules = [\"deny 127.0.1.0/24\", \"deny ::1\"]\n"
                    + staticList(a))) {
      int port = weir.port("web");

      assertThat(isServed("127.0.0.1", port, "127.0.0.1")).isTrue();
      assertThat(isServed("127.0.0.1", port, "127.0.1.1")).isFalse();
      assertThat(isServed("::1", port, "::1")).isFalse();
    }
  }

  private static boolean isServed(String server, int port, String from) {
    try (TestClient client = TestClient.connect(server, port, from)) {
      client.sendLine("hello");
      return client.readLine().equals("a");
    } catch (IOException e) {
      return false;
    }
  }
}
