package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule that holds for servers of every protocol, broken once and kept once. */
class CommonRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          protocol = tpc | protocol: "tpc" (expected: one of tcp, tls, udp). Did you mean "tcp"?
          protocol = quic | protocol: "quic" (expected: one of tcp, tls, udp)
          healthcheck { kind = ping } | healthcheck.interval: missing (expected: a duration above 0
          healthcheck { kind = ping, interval = 0 } | healthcheck.interval: 0 (expected: a duration above 0
          protocol = udp, backends_tls {} | backends_tls: a section (expected: nothing with protocol `udp`)
          protocol = udp, proxy_protocol.version = "1" | proxy_protocol: a section (expected: nothing with protocol `udp`)
          protocol = udp, udp.receive_buffer = 2GB | udp.receive_buffer: "2GB" (expected: 1GB or less)
          protocol = udp, udp.max_sessions_per_ip = -1 | udp.max_sessions_per_ip: -1 (expected: 0 or more)
          protocol = udp, backends.on_backend_down = close | backends.on_backend_down: "close" (expected: nothing with protocol `udp`)
          backends.on_backend_down = close_after | backends.close_after: missing (expected: a duration above 0, as on_backend_down is close_after)
          backends { on_backend_down = close, close_after = 1s } | backends.close_after: "1s" (expected: nothing, unless on_backend_down is close_after)
          backends.panic_threshold = 101 | backends.panic_threshold: 101 (expected: a percentage from 0 to 100)
          backends.ejection.failures = 0 | backends.ejection.failures: 0 (expected: 1 or more)
          backends.ejection.time = 0 | backends.ejection.time: 0 (expected: a duration above 0)
          backends.ejection { time = 1m, max_time = 59s } | backends.ejection.max_time: "59s" (expected: a duration that is not below time)
          backends.ejection.max_ejected_percent = 0 | backends.ejection.max_ejected_percent: 0 (expected: a percentage from 1 to 100)
          healthcheck { kind = ping, interval = 1s, port = 0 } | healthcheck.port: 0 (expected: 1 to 65535)
          healthcheck { kind = ping, interval = 1s, host = "a:1" } | healthcheck.host: "a:1" (expected: a host name or an IP address, without a port)
          healthcheck { kind = ping, interval = 1s, server_name = " " } | healthcheck.server_name: " " (expected: a server name)
          protocol = udp, sni {} | sni: a section (expected: nothing with protocol `udp`)
          tls.cert_path = a | tls.key_path: missing (expected: a path, because `cert_path` and `key_path` go together)
          tls.key_path = a | tls.cert_path: missing (expected: a path, because
          backends_tls.cert_path = a | backends_tls.key_path: missing (expected: a path, because
          backends_tls.key_path = a | backends_tls.cert_path: missing (expected: a path, because
          tls { min_version = tls1.3, max_version = tls1.2 } | tls.min_version: "tls1.3" (expected: a version that is not above
          tls.ciphers = [TLS_RSA_WITH_AES_128_CBC_SHA, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA265] | tls.ciphers: a list (expected: cipher suites by their IANA names; "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA265" is none). Did you mean "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"?
          backends_tls.ciphers = [DES] | backends_tls.ciphers: a list (expected: cipher suites by their IANA names; "DES" is none)
          tls { profile = old, min_version = tls1 } | tls.min_version: "tls1" (expected: nothing beside `profile`, which says it)
          tls { profile = modern, max_version = tls1.3 } | tls.max_version: "tls1.3" (expected: nothing beside `profile`, which says it)
          tls { profile = old, ciphers = [TLS_RSA_WITH_RC4_128_SHA] } | tls.ciphers: a list (expected: nothing beside `profile`, which says it)
          tls.client_auth = request | tls.client_ca_cert_path: missing (expected: a path: whose certificates
          tls.client_ca_cert_path = a | tls.client_ca_cert_path: "a" (expected: nothing, unless `client_auth` asks clients)
          tls { client_auth = none, client_crl_path = a } | tls.client_crl_path: "a" (expected: nothing, unless
          tls.session_ticket_keys = a | tls.session_ticket_keys: "a" (expected: nothing, unless `session_tickets` is true)
          tls.alpn = passthrough | tls.alpn: "passthrough" (expected: protocols; `passthrough` goes with TLS with backends
          tls.alpn = [h2, ""] | tls.alpn: a list (expected: application protocols, e.g. [h2, "http/1.1"]: 1 to 16
          backends_tls.alpn = passthrough | backends_tls.alpn: "passthrough" (expected: protocols; `passthrough` is for `tls.alpn`)
          tls.alpn = passthrough, backends_tls.alpn = h2 | backends_tls.alpn: "h2" (expected: nothing while `tls.alpn` passes on
          tls.max_version = tls1.1 | tls.min_version: missing (expected: a version that is not above
          backends_tls { min_version = tls1.1, max_version = tls1 } | backends_tls.min_version: "tls1.1" (expected: a version that
          """)
  void aBrokenRuleIsTheOneProblem(String lines, String problem) {
    assertThat(TestTypes.problems(ConfigFormat.HOCON, TestTypes.server(lines)))
        .singleElement()
        .asString()
        .startsWith("test.conf:")
        .contains("  servers.web." + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          protocol = udp | the protocol is one there is
          healthcheck { kind = none } | no check needs no interval
          healthcheck { kind = ping, interval = 1ns } | an interval above 0
          protocol = udp, backends { slow_start = 1s, ejection {} } | udp has backends as well
          backends { on_backend_down = close_after, close_after = 1s } | what goes together
          proxy_protocol.version = "1", sni {}, backends_tls {} | tcp has them all
          tls { cert_path = a, key_path = b } | both of the pair
          tls { client_auth = require, client_ca_cert_path = a, client_crl_path = b } | all that is asked of clients
          tls.alpn = [h2, "http/1.1"], backends_tls.alpn = h2 | each side its own
          tls.alpn = passthrough, backends_tls {} | what is passed on has two sides
          tls { min_version = tls1.2, max_version = tls1.2 } | one version only
          """)
  void aRuleThatIsKeptIsNoProblem(String lines, String why) {
    assertThat(TestTypes.problems(ConfigFormat.HOCON, TestTypes.server(lines))).as(why).isEmpty();
  }

  @Test
  void twoServersCannotHaveOneAddress() {
    assertThat(TestTypes.problems(ConfigFormat.HOCON, TestTypes.server("") + other("127.0.0.1:80")))
        .containsExactly(
            "test.conf:6  servers.other.bind: \"127.0.0.1:80\" (expected: an address of its own;"
                + " server \"web\" has this one)");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:80, :80",
    ":80, 127.0.0.1:80",
    "0.0.0.0:80, 127.0.0.1:80",
    "127.0.0.1:80, 0.0.0.0:80",
    "0.0.0.0:80, :80",
    "[::]:80, 0.0.0.0:80",
    "[::]:80, 127.0.0.1:80",
    "[::1]:80, [::]:80",
    "[::1]:80, [0:0:0:0:0:0:0:1]:80",
    "LocalHost:80, localhost:80",
    "[::]:80, localhost:80",
    "[::ffff:127.0.0.1]:80, 127.0.0.1:80"
  })
  void addressesThatAreTheSameInEffect(String first, String second) {
    assertThat(TestTypes.problems(ConfigFormat.HOCON, two(first, second)))
        .containsExactly(
            "test.conf:2  servers.second.bind: \"%s\" (expected: an address of its own; server \"first\" has this one)"
                .formatted(second));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:80, 127.0.0.2:80",
    "127.0.0.1:80, :81",
    "0.0.0.0:80, [::1]:80",
    "localhost:80, 127.0.0.1:80"
  })
  void addressesThatMayBeDifferent(String first, String second) {
    assertThat(TestTypes.problems(ConfigFormat.HOCON, two(first, second))).isEmpty();
  }

  @Test
  void administrationHasAddressesOfItsOwn() {
    assertThat(
            TestTypes.problems(
                ConfigFormat.HOCON,
                """
                api { enabled = true, bind = "127.0.0.1:8888" }
                metrics { enabled = true, bind = ":8888" }
                profiler { enabled = false, bind = ":8888" }
                servers.web { bind = ":8888", discovery.kind = static }
                servers.dns { bind = ":8888", discovery.kind = static, protocol = udp }
                """))
        .containsExactly(
            "test.conf:2  metrics.bind: \":8888\" (expected: an address of its own; api.bind has"
                + " this one)",
            "test.conf:4  servers.web.bind: \":8888\" (expected: an address of its own; api.bind has"
                + " this one)");
  }

  @ParameterizedTest
  @CsvSource({"999.1.1.1:80", "1.2.3:80", "[::x]:80", "a\u200bb:80"})
  void whatIsNoAddressIsRefusedWithItsPlace(String bind) {
    assertThat(
            TestTypes.problems(
                ConfigFormat.HOCON,
                "\nservers.web { bind = \"" + bind + "\", discovery.kind = static }"))
        .singleElement()
        .asString()
        .startsWith("test.conf:2  servers.web.bind: \"")
        .contains("(expected: host:port, :port or [ipv6]:port");
  }

  @Test
  void tcpAndUdpDoNotShareAddressesAndPortZeroIsAlwaysFree() {
    assertThat(
            TestTypes.problems(
                ConfigFormat.HOCON,
                TestTypes.server("")
                    + other("127.0.0.1:80")
                    + "servers.other.protocol = udp\n"
                    + "servers.a { bind = \":0\", discovery.kind = static }\n"
                    + "servers.b { bind = \":0\", discovery.kind = static }\n"))
        .isEmpty();
  }

  private static String two(String first, String second) {
    return """
    servers.first { bind = "%s", discovery.kind = static, discovery.static_list = [] }
    servers.second { bind = "%s", discovery.kind = static, discovery.static_list = [] }
    """
        .formatted(first, second);
  }

  private static String other(String bind) {
    return "servers.other { bind = \"" + bind + "\", discovery { kind = static } }\n";
  }
}
