package io.weir.plugin.kubernetes;

import io.weir.api.PluginContext;
import io.weir.api.config.Secret;
import io.weir.api.text.Excerpt;
import io.weir.api.web.WebAnswer;
import io.weir.api.web.WebService;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The slices of one service as the API server of a cluster gives them. */
final class ApiServer implements AutoCloseable {
  /** Slices in a page: with the usual 100 endpoints in each some 4 MB, at most ten times that. */
  private static final int PAGE = 100;

  private static final int MOST_PAGES = 2000;
  private static final int LONGEST_REASON = 16 << 10;

  /** How much longer than it lasts a watch may take in all; a list's time is its caller's. */
  private static final Duration TO_BEGIN = Duration.ofSeconds(30);

  private final Cluster cluster;
  private final SliceJson json;
  private final WebService service;
  private final String slices;

  /** The version that is asked from, or the rest of a list, is forgotten (HTTP status 410). */
  static final class GoneException extends IOException {
    private static final long serialVersionUID = 1;

    GoneException(String message) {
      super(message);
    }
  }

  /**
   * Nothing is connected yet.
   *
   * @throws io.weir.api.config.InvalidConfigException if a file of TLS cannot be used
   */
  ApiServer(Cluster cluster, String serviceName, SliceJson json, PluginContext context) {
    this.cluster = cluster;
    this.json = json;
    this.service = cluster.connect(context);
    this.slices =
        "apis/discovery.k8s.io/v1/namespaces/"
            + cluster.namespace()
            + "/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3D"
            + serviceName;
  }

  /**
   * Lists all slices. What a long list has on its later pages may be forgotten while it is read; it
   * begins anew then, once.
   */
  ServiceEndpoints list() throws IOException, InterruptedException {
    try {
      return listOnce();
    } catch (GoneException e) {
      return listOnce();
    }
  }

  private ServiceEndpoints listOnce() throws IOException, InterruptedException {
    ServiceEndpoints endpoints = new ServiceEndpoints();
    String more = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      String next =
          more.isEmpty() ? "" : "&continue=" + URLEncoder.encode(more, StandardCharsets.UTF_8);
      Secret authorization = cluster.credentials().authorization().orElse(null);
      HttpRequest.Builder request = request(slices + "&limit=" + PAGE + next, authorization);
      try (WebAnswer answer = service.send(request.build())) {
        if (answer.status() != 200) {
          throw refusal(answer.status(), reason(answer, authorization));
        }
        more = json.page(answer.body(), endpoints);
      }
      if (more.isEmpty()) {
        return endpoints;
      }
    }
    throw new IOException(cluster.server() + " answers with more than " + MOST_PAGES + " pages");
  }

  /**
   * Asks for changes.
   *
   * @param version of the state from which on
   * @param lasting how long, after which the server ends the answer
   * @return the answer, which the caller closes
   * @throws GoneException if what changed since is not known any more
   */
  WebAnswer watch(String version, Duration lasting) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(
            slices
                + "&watch=1&allowWatchBookmarks=true&timeoutSeconds="
                + Math.max(1, lasting.toSeconds())
                + "&resourceVersion="
                + URLEncoder.encode(version, StandardCharsets.UTF_8),
            cluster.credentials().authorization().orElse(null));
    WebAnswer answer = service.send(request.timeout(lasting.plus(TO_BEGIN)).build());
    if (answer.status() != 200) {
      answer.close();
      throw refusal(answer.status(), "");
    }
    return answer;
  }

  private HttpRequest.Builder request(String relative, @Nullable Secret authorization) {
    HttpRequest.Builder request = service.request(relative);
    return authorization == null ? request : request.header("Authorization", authorization.value());
  }

  /** What the server says on why it refuses, without the credentials if it repeats them. */
  private String reason(WebAnswer answer, @Nullable Secret authorization) throws IOException {
    String text = json.reason(answer.body().readNBytes(LONGEST_REASON));
    String shown = authorization == null ? text : without(text, authorization.value());
    return shown.isEmpty() ? "" : ": " + Excerpt.of(shown);
  }

  /** The scheme before the credentials is no secret. */
  private static String without(String text, String authorization) {
    return text.replace(authorization.substring(authorization.indexOf(' ') + 1), "***");
  }

  private IOException refusal(int status, String reason) {
    String answers = cluster.server() + " answers with HTTP status " + status;
    return switch (status) {
      case 401 ->
          new IOException(
              answers + ", it does not know " + cluster.credentials().description() + reason);
      case 403 ->
          new IOException(
              answers
                  + ": "
                  + cluster.credentials().description()
                  + " needs a role with the verbs list and watch on endpointslices of discovery.k8s.io in namespace "
                  + cluster.namespace()
                  + reason);
      case 404 ->
          new IOException(
              answers
                  + ", it has no EndpointSlices of discovery.k8s.io/v1 (Kubernetes 1.21)"
                  + reason);
      case 410 -> new GoneException(answers + reason);
      default -> new IOException(answers + reason);
    };
  }

  @Override
  public void close() {
    service.close();
  }
}
