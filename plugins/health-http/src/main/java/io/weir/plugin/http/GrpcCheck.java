package io.weir.plugin.http;

import io.weir.api.PluginContext;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import io.weir.api.text.Excerpt;
import io.weir.api.web.WebAccess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.net.URIAuthority;

/**
 * A backend is healthy when it says {@code SERVING} by gRPC's own protocol for that (gRPC Health
 * Checking Protocol, {@code grpc.health.v1.Health/Check}).
 */
final class GrpcCheck implements HealthCheck {
  private static final String PATH = "/grpc.health.v1.Health/Check";
  private static final String CONTENT_TYPE = "application/grpc";
  private static final int LONGEST_ANSWER = 64 << 10;

  /** The longest time that {@code grpc-timeout} has digits for, in milliseconds. */
  private static final long LONGEST_TIMEOUT = 99_999_999;

  private final GrpcCheckConfig config;
  private final byte[] message;
  private final Client client;

  GrpcCheck(GrpcCheckConfig config, PluginContext context) {
    this.config = config;
    this.message = HealthMessages.request(config.grpcService());
    this.client =
        new Client(
            HttpVersionPolicy.FORCE_HTTP_2,
            Client.tls(
                config.grpcTls(),
                config.grpcAccess().orElse(WebAccess.OPEN),
                "grpc_access",
                context));
  }

  @Override
  public HealthResult check(HealthTarget target) throws IOException, InterruptedException {
    Answer answer =
        client.ask(target, new Question(head(target), ByteBuffer.wrap(message), LONGEST_ANSWER));
    if (answer.status() != 200) {
      return HealthResult.unhealthy(
          "HTTP status " + answer.status() + " (expected: 200 and an answer by gRPC)");
    }
    String type = answer.header("content-type").orElse("none");
    if (!type.startsWith(CONTENT_TYPE)) {
      return HealthResult.unhealthy(
          "content type " + Excerpt.of(type) + " (expected: " + CONTENT_TYPE + ")");
    }
    Optional<String> status = answer.trailer("grpc-status");
    if (status.isEmpty()) {
      return HealthResult.unhealthy("an answer without a gRPC status");
    }
    if (!status.get().equals("0")) {
      return HealthResult.unhealthy(
          "gRPC status "
              + GrpcStatus.described(status.get(), answer.trailer("grpc-message").orElse("")));
    }
    String word = HealthMessages.status(answer.body());
    return word.equals("SERVING") ? HealthResult.healthy() : HealthResult.unhealthy(word);
  }

  private HttpRequest head(HealthTarget target) {
    HttpRequest request =
        Question.head(
            "POST",
            Client.scheme(config.grpcTls()),
            new URIAuthority(target.serverName()),
            PATH,
            config.grpcAccess());
    request.setHeader("te", "trailers");
    request.setHeader("content-type", CONTENT_TYPE);
    Duration timeout = target.timeout();
    if (!timeout.isZero()) {
      request.setHeader("grpc-timeout", Math.clamp(timeout.toMillis(), 1, LONGEST_TIMEOUT) + "m");
    }
    return request;
  }

  @Override
  public void close() {
    client.close();
  }
}
