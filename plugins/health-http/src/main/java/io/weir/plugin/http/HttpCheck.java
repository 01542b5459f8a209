package io.weir.plugin.http;

import io.weir.api.PluginContext;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import io.weir.api.web.WebAccess;
import io.weir.plugin.http.HttpCheckConfig.Scheme;
import io.weir.plugin.http.HttpCheckConfig.Version;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.net.URIAuthority;

/** A backend is healthy when it answers an HTTP request as expected. */
final class HttpCheck implements HealthCheck {
  /** How much of a body is looked at. */
  static final int BODY_LIMIT = 256 << 10;

  private final HttpCheckConfig config;
  private final Optional<URIAuthority> host;
  private final Client client;

  HttpCheck(HttpCheckConfig config, PluginContext context) {
    this.config = config;
    this.host = config.httpHost().map(HttpCheckConfig::authority);
    this.client =
        new Client(
            config.httpVersion() == Version.HTTP_2
                ? HttpVersionPolicy.FORCE_HTTP_2
                : HttpVersionPolicy.FORCE_HTTP_1,
            Client.tls(
                config.httpScheme() == Scheme.HTTPS,
                config.httpAccess().orElse(WebAccess.OPEN),
                "http_access",
                context));
  }

  @Override
  public HealthResult check(HealthTarget target) throws IOException, InterruptedException {
    Answer answer = client.ask(target, question(target));
    if (!config.httpStatus().includes(answer.status())) {
      return HealthResult.unhealthy(
          "HTTP status " + answer.status() + " (expected: " + config.httpStatus() + ")");
    }
    return looksAtBody() ? judged(answer.body()) : HealthResult.healthy();
  }

  private Question question(HealthTarget target) {
    HttpRequest request =
        Question.head(
            config.httpMethod().name(),
            Client.scheme(config.httpScheme() == Scheme.HTTPS),
            host.orElseGet(() -> new URIAuthority(target.serverName())),
            config.httpPath(),
            config.httpAccess());
    if (config.httpVersion() == Version.HTTP_1_1) {
      request.setHeader("Connection", "close");
    }
    return new Question(request, ByteBuffer.allocate(0), looksAtBody() ? BODY_LIMIT : 0);
  }

  private boolean looksAtBody() {
    return config.httpBody().isPresent() || config.httpBodyRegexp().isPresent();
  }

  private HealthResult judged(ByteBuffer body) {
    String text = StandardCharsets.UTF_8.decode(body).toString();
    if (!config.httpBody().map(text::contains).orElse(true)) {
      return HealthResult.unhealthy("the body does not have http_body in it");
    }
    if (!config.httpBodyRegexp().map(pattern -> pattern.matchesIn(text)).orElse(true)) {
      return HealthResult.unhealthy("the body does not match http_body_regexp");
    }
    return HealthResult.healthy();
  }

  @Override
  public void close() {
    client.close();
  }
}
