package io.weir.app.source;

import io.weir.api.web.UriText;
import io.weir.core.config.ConfigException;
import io.weir.core.config.ConfigFormat;
import io.weir.core.config.ConfigSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A key in Consul's key-value store. Watched, it is asked for by blocking queries, which Consul
 * answers when the key has changed or the wait is over. The rules for their index are those of
 * Consul's documentation ("Blocking Queries"): one that goes backwards or is not above 0 starts
 * over.
 */
public final class ConsulPlace implements WatchedPlace {
  private static final Duration DEFAULT_WAIT = Duration.ofMinutes(5);

  /** Consul adds up to a sixteenth of the wait, so that not all watchers come at once. */
  private static final int JITTER = 16;

  /** An agent whose index moves all the time shall not be asked all the time. */
  private static final Duration LEAST_PAUSE = Duration.ofMillis(200);

  private final Key key;
  private final @Nullable ConfigFormat format;
  private final @Nullable String token;
  private final HttpText http;
  private volatile Seen seen = Seen.NOTHING;

  /**
   * A key at an agent.
   *
   * @param scheme {@code http} or {@code https}
   * @param host the agent, {@code host:port}
   * @param name the key
   */
  public record Key(String scheme, String host, String name) {}

  /** What was read last, and the index at which it was. */
  private static final class Seen {
    static final Seen NOTHING = new Seen(0, null);

    final long index;
    final byte @Nullable [] text;

    Seen(long index, byte @Nullable [] text) {
      this.index = index;
      this.text = text;
    }
  }

  /**
   * Prepares reading it.
   *
   * @param format its format; null if the key's ending tells
   * @param token an ACL token; null means none
   */
  public ConsulPlace(
      Key key, @Nullable ConfigFormat format, @Nullable String token, HttpTrust trust) {
    this.key = key;
    this.format = format;
    this.token = token;
    this.http = new HttpText(trust);
  }

  @Override
  public ConfigLocation location() {
    return new ConfigLocation.InConsul(key.host(), key.name());
  }

  @Override
  public ConfigSource read() throws InterruptedException {
    return source(ask(Seen.NOTHING, "", HttpText.TO_ANSWER));
  }

  @Override
  public boolean awaitChange() throws InterruptedException {
    Thread.sleep(LEAST_PAUSE);
    Seen before = seen;
    String blocking =
        before.index > 0
            ? "&index=" + before.index + "&wait=" + DEFAULT_WAIT.toSeconds() + "s"
            : "";
    Duration limit = HttpText.TO_ANSWER.plus(DEFAULT_WAIT).plus(DEFAULT_WAIT.dividedBy(JITTER));
    HttpResponse<byte[]> answer = ask(before, blocking, limit);
    return before.text == null || !Arrays.equals(before.text, answer.body());
  }

  private HttpResponse<byte[]> ask(Seen before, String blocking, Duration limit)
      throws InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(blocking));
    if (token != null) {
      request.header("X-Consul-Token", token);
    }
    HttpResponse<byte[]> answer;
    try {
      answer = http.send(request.build(), limit);
    } catch (IOException e) {
      seen = new Seen(0, before.text);
      throw ConfigException.unreadable(name(), String.valueOf(e.getMessage()));
    }
    long given = answer.headers().firstValueAsLong("X-Consul-Index").orElse(0);
    long index = given < before.index ? 0 : given;
    if (answer.statusCode() != 200) {
      seen = new Seen(index, before.text);
      throw ConfigException.unreadable(
          name(),
          switch (answer.statusCode()) {
            case 404 -> "there is no such key";
            case 401, 403 -> "permission denied: the ACL token is missing or does not allow it";
            default -> "HTTP status " + answer.statusCode() + " (expected: 200)";
          });
    }
    seen = new Seen(index, answer.body());
    return answer;
  }

  private URI uri(String blocking) {
    String path = UriText.encodedPath(key.name());
    return URI.create(key.scheme() + "://" + key.host() + "/v1/kv/" + path + "?raw" + blocking);
  }

  private ConfigSource source(HttpResponse<byte[]> answer) {
    return ConfigSource.bytes(
        name(), answer.body(), format == null ? ConfigFormat.ofFile(Path.of(key.name())) : format);
  }

  private String name() {
    return location().text();
  }
}
