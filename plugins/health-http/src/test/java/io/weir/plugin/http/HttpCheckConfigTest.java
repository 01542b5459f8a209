package io.weir.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.config.InvalidConfigException;
import io.weir.api.web.WebAccess;
import io.weir.plugin.http.HttpCheckConfig.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be configured. */
class HttpCheckConfigTest {

  private static void assertRefused(String key, HttpConfigs configs) {
    assertThatThrownBy(configs::config)
        .isInstanceOfSatisfying(
            InvalidConfigException.class, e -> assertThat(e.key()).isEqualTo(key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "health", "/a b", "/a\r\nX: y", "/a#b", "/ä"})
  void aPathIsEncoded(String path) {
    assertRefused("http_path", HttpConfigs.plain().withPath(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "user@host", "host:port", "a b", "host\r\nX: y"})
  void aHostIsOne(String host) {
    assertRefused("http_host", HttpConfigs.plain().withHost(host));
  }

  @Test
  void bodiesAreLookedAtInOneWay() {
    assertRefused("http_body_regexp", HttpConfigs.plain().withBody("a").withPattern("b"));
    assertRefused("http_method", HttpConfigs.plain().withBody("a").with(Method.HEAD));
  }

  @Test
  void whomToTrustMattersWhereTlsIsSpoken() {
    WebAccess trusting = HttpConfigs.trusting(Path.of("ca.crt"));
    assertRefused("http_access.cacert_path", HttpConfigs.plain().with(trusting));
    assertThatThrownBy(() -> new GrpcCheckConfig("", false, Optional.of(trusting)))
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            e -> assertThat(e.key()).isEqualTo("grpc_access.cacert_path"));
    assertThat(new GrpcCheckConfig("", true, Optional.of(trusting)).grpcAccess())
        .contains(trusting);
  }

  @Test
  void statusesAreReadAndPrinted() {
    ExpectedStatus status = ExpectedStatus.parse(List.of("200-299", "401"));
    assertThat(status).hasToString("200-299, 401");
    assertThat(List.of(199, 200, 299, 300, 400, 401, 402).stream().filter(status::includes))
        .containsExactly(200, 299, 401);
    assertThat(ExpectedStatus.parse("200-299, 401")).isEqualTo(status);
    assertThat(ExpectedStatus.parse("204")).isEqualTo(ExpectedStatus.parse("204-204"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "20", "2xx", "99", "600", "299-200", "200-", "200 - 299", "200,"})
  void whatIsNoStatusIsRefused(String text) {
    assertThatThrownBy(() -> ExpectedStatus.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a status such as 204, or a range such as 200-399");
    assertThatThrownBy(() -> ExpectedStatus.parse(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsNoExpressionIsRefused() {
    assertThatThrownBy(() -> BodyPattern.parse("(a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a regular expression (RE2); ");
  }
}
