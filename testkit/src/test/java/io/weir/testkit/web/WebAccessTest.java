package io.weir.testkit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.config.InvalidConfigException;
import io.weir.api.config.Secret;
import io.weir.api.web.WebAccess;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a section with credentials may hold together. */
class WebAccessTest {
  private static final Optional<Secret> SECRET = Optional.of(new Secret("hidden"));
  private static final Optional<Path> FILE = Optional.of(Path.of("file"));

  private static WebAccess credentials(
      Optional<String> username, Optional<Secret> password, Optional<Secret> token) {
    return new WebAccess(
        Map.of(),
        username,
        password,
        token,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static WebAccess files(Optional<Path> certificate, Optional<Path> key) {
    return new WebAccess(
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        certificate,
        key,
        false);
  }

  private static WebAccess header(String name, String value) {
    return new WebAccess(
        Map.of(name, new Secret(value)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  @Test
  void whatGoesTogetherIsTaken() {
    assertThat(credentials(Optional.of("ann"), SECRET, Optional.empty()).username())
        .contains("ann");
    assertThat(credentials(Optional.empty(), Optional.empty(), SECRET).token()).isEqualTo(SECRET);
    assertThat(files(FILE, FILE).keyPath()).isEqualTo(FILE);
    assertThat(header("X-Key", "hidden").toString()).doesNotContain("hidden");
  }

  @Test
  void halvesAreRefused() {
    assertThatThrownBy(() -> credentials(Optional.of("ann"), Optional.empty(), Optional.empty()))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("username (expected: username and password together)");
    assertThatThrownBy(() -> credentials(Optional.empty(), SECRET, Optional.empty()))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageStartingWith("password");
    assertThatThrownBy(() -> files(FILE, Optional.empty()))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("cert_path (expected: cert_path and key_path together)");
    assertThatThrownBy(() -> files(Optional.empty(), FILE))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageStartingWith("key_path");
  }

  @Test
  void twoKindsOfCredentialsAreRefused() {
    assertThatThrownBy(() -> credentials(Optional.of("ann"), SECRET, SECRET))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("token (expected: none beside username and password)");
  }

  @Test
  void headersThatHttpDoesNotAllowAreRefusedWithoutShowingThem() {
    assertThatThrownBy(() -> header("a b", "x"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContainingAll("headers", "\"a b\"");
    assertThatThrownBy(() -> header("X-Key", "hidden\r\nEvil: yes"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("\"X-Key\"")
        .hasMessageNotContaining("hidden");
    assertThatThrownBy(() -> header("Host", "elsewhere"))
        .isInstanceOf(InvalidConfigException.class);
  }
}
