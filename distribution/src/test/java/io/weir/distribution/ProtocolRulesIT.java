package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.process.Finished;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that only a protocol's own module knows, and checks that a protocol cannot have. */
class ProtocolRulesIT extends SystemTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          protocol = udp                                                       | sessions never end
          protocol = udp, client_idle_timeout = "0"                            | sessions never end
          protocol = tls                                                       | which protocol `tls` needs
          protocol = tls, tls {}                                               | or `acme_hosts`
          protocol = tls, tls { acme_hosts = [example.org] }                   | nothing without section `acme`
          protocol = udp, udp.max_requests = 1, healthcheck { kind = ping, interval = 1s } | healthcheck.kind
          """)
  void checkNamesWhatTheProtocolMisses(String keys, String expected) throws Exception {
    Finished finished = check(keys);

    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(finished.err()).singleElement().asString().contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          protocol = udp, udp.max_requests = 1
          protocol = udp, client_idle_timeout = 1s
          """)
  void checkAcceptsWhatTheProtocolWants(String keys) throws Exception {
    assertThat(check(keys).exitCode()).isZero();
  }

  private Finished check(String keys) throws Exception {
    String config = server(keys + "\n" + staticLines("127.0.0.1:1"));
    return command("check", write("weir.conf", config).toString()).run();
  }
}
