package io.weir.app.source;

import io.weir.api.config.HttpUrl;
import io.weir.core.config.ConfigException;
import io.weir.core.config.ConfigFormat;
import io.weir.core.config.ConfigSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of the web. Watched, it is asked for again at an interval, with the validators of the last
 * answer (RFC 9110, section 13), so that an unchanged page costs next to nothing.
 */
public final class UrlPlace implements WatchedPlace {
  private static final int NOT_MODIFIED = 304;
  private static final Map<String, String> VALIDATORS =
      Map.of("ETag", "If-None-Match", "Last-Modified", "If-Modified-Since");

  private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (name, value) -> true);

  private final HttpUrl url;
  private final @Nullable ConfigFormat format;
  private final Duration interval;
  private final HttpText http;
  private volatile @Nullable HttpResponse<byte[]> last;

  /**
   * Prepares reading it.
   *
   * @param format its format; null if the content type or the ending tells
   * @param interval time from one question to the next when it is watched
   */
  public UrlPlace(HttpUrl url, @Nullable ConfigFormat format, Duration interval, HttpTrust trust) {
    this.url = url;
    this.format = format;
    this.interval = interval;
    this.http = new HttpText(trust);
  }

  @Override
  public ConfigLocation location() {
    return new ConfigLocation.AtUrl(URI.create(url.toString()));
  }

  @Override
  public ConfigSource read() throws InterruptedException {
    HttpResponse<byte[]> answer = ask(NO_HEADERS);
    last = answer;
    return source(answer);
  }

  @Override
  public boolean awaitChange() throws InterruptedException {
    Thread.sleep(interval);
    HttpResponse<byte[]> before = last;
    HttpResponse<byte[]> answer = ask(before == null ? NO_HEADERS : before.headers());
    if (answer.statusCode() == NOT_MODIFIED) {
      return false;
    }
    last = answer;
    // A server without validators sends all of it every time.
    return before == null || !Arrays.equals(before.body(), answer.body());
  }

  private HttpResponse<byte[]> ask(HttpHeaders validators) throws InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url.uri());
    VALIDATORS.forEach((given, sent) ->
        validators.firstValue(given).ifPresent(value -> request.header(sent, value)));
    url.basicAuthorization().ifPresent(value -> request.header("Authorization", value));
    HttpResponse<byte[]> answer;
    try {
      answer = http.send(request.build(), HttpText.TO_ANSWER);
    } catch (IOException e) {
      throw ConfigException.unreadable(url.toString(), String.valueOf(e.getMessage()));
    }
    boolean expected = answer.statusCode() == 200 || answer.statusCode() == NOT_MODIFIED;
    if (!expected) {
      throw ConfigException.unreadable(
          url.toString(), "HTTP status " + answer.statusCode() + " (expected: 200)");
    }
    return answer;
  }

  private ConfigSource source(HttpResponse<byte[]> answer) {
    return ConfigSource.bytes(url.toString(), answer.body(), format(answer.headers()));
  }

  private ConfigFormat format(HttpHeaders headers) {
    if (format != null) {
      return format;
    }
    String path = url.uri().getPath();
    return headers
        .firstValue("Content-Type")
        .flatMap(UrlPlace::ofContentType)
        .orElseGet(() -> ConfigFormat.ofFile(Path.of(path == null ? "" : path)));
  }

  private static Optional<ConfigFormat> ofContentType(String type) {
    String name = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "application/json", "text/json" -> Optional.of(ConfigFormat.JSON);
      case "application/toml", "text/toml" -> Optional.of(ConfigFormat.TOML);
      case "application/hocon", "text/hocon" -> Optional.of(ConfigFormat.HOCON);
      default -> Optional.empty();
    };
  }
}
