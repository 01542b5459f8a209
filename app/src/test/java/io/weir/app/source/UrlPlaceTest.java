package io.weir.app.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.config.HttpUrl;
import io.weir.core.config.ConfigException;
import io.weir.core.config.ConfigFormat;
import io.weir.core.config.ConfigSource;
import io.weir.testkit.backend.TestHttpServer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A configuration on a web server, read once and again. */
class UrlPlaceTest {
  private final TestHttpServer server = new TestHttpServer("a = 1");

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void isReadWithItsNameAndText() throws Exception {
    assertThat(place("weir.toml", null).read())
        .isEqualTo(ConfigSource.text(server.url() + "weir.toml", "a = 1", ConfigFormat.TOML));
  }

  @ParameterizedTest
  @CsvSource({
    "x, , TOML",
    "x.json, , JSON",
    "x.conf?y=z.json, , HOCON",
    "x.toml, application/json; charset=utf-8, JSON",
    "x.json, text/plain, JSON",
    "x, application/hocon, HOCON",
    "x.json, Application/TOML, TOML",
  })
  void formatIsThatOfTheContentTypeElseOfTheEnding(
      String path, @Nullable String type, ConfigFormat expected) throws Exception {
    server.answer(200, "", type == null ? Map.of() : Map.of("Content-Type", type));

    assertThat(place(path, null).read().format()).isEqualTo(expected);
    assertThat(place(path, ConfigFormat.HOCON).read().format()).isEqualTo(ConfigFormat.HOCON);
  }

  @ParameterizedTest
  @CsvSource({"ETag, If-None-Match", "Last-Modified, If-Modified-Since"})
  void whatHasNotChangedIsNotSentAgain(String given, String sent) throws Exception {
    server.answer(200, "a = 1", Map.of(given, "\"one\""));
    UrlPlace place = place("weir.toml", null);
    place.read();

    assertThat(place.awaitChange()).isFalse();
    assertThat(server.lastHeader(sent)).isEqualTo("\"one\"");

    server.answer(200, "a = 2", Map.of(given, "\"two\""));
    assertThat(place.awaitChange()).isTrue();
    assertThat(place.awaitChange()).isFalse();
    assertThat(server.lastHeader(sent)).isEqualTo("\"two\"");
  }

  @Test
  void aServerWithoutValidatorsIsComparedByItsText() throws Exception {
    UrlPlace place = place("weir.toml", null);
    place.read();

    assertThat(place.awaitChange()).isFalse();
    server.answer(200, "a = 2");
    assertThat(place.awaitChange()).isTrue();
    assertThat(place.awaitChange()).isFalse();
  }

  @Test
  void whatComesBackAfterAFailureIsNoChange() throws Exception {
    UrlPlace place = place("weir.toml", null);
    place.read();

    server.answer(503, "");
    assertThatThrownBy(place::awaitChange).hasMessageContaining("HTTP status 503");
    server.answer(200, "a = 1");
    assertThat(place.awaitChange()).isFalse();
  }

  @Test
  void nameAndPasswordAreSentAndNotShown() throws Exception {
    HttpUrl url = HttpUrl.parse(server.url().replace("//", "//user:hunter2@"));
    UrlPlace place = new UrlPlace(url, null, Duration.ZERO, HttpTrust.SYSTEM);

    assertThat(place.read().name()).contains("***").doesNotContain("hunter2");
    assertThat(server.lastHeader("Authorization")).isEqualTo("Basic dXNlcjpodW50ZXIy");
    assertThat(place.location().toString()).doesNotContain("hunter2");
  }

  @Test
  void whatCannotBeReadIsOneProblemThatNamesTheAddress() {
    server.answer(404, "not here");
    refused(place("x", null), "HTTP status 404 (expected: 200)");
    server.answer(200, "x".repeat(ConfigSource.MOST_BYTES + 1));
    refused(place("x", null), "body exceeds capacity");
    server.close();
    refused(place("x", null), "it cannot be connected to");
    HttpUrl nowhere = new HttpUrl(URI.create("http://no-such-host.invalid/x"));
    refused(new UrlPlace(nowhere, null, Duration.ZERO, HttpTrust.SYSTEM), "no such host");
  }

  private static void refused(UrlPlace place, String reason) {
    assertThatThrownBy(place::read)
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("http://")
        .hasMessageContaining(reason)
        .message()
        .hasLineCount(1);
  }

  private UrlPlace place(String path, @Nullable ConfigFormat format) {
    return new UrlPlace(
        HttpUrl.parse(server.url() + path), format, Duration.ZERO, HttpTrust.SYSTEM);
  }
}
