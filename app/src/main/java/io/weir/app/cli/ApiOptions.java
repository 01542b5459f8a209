package io.weir.app.cli;

import io.weir.app.OperatorException;
import io.weir.app.source.HttpText;
import io.weir.app.source.HttpTrust;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command reaches the API of a running weir. */
final class ApiOptions {
  /** An authority may take its time to revoke. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Option(
      names = "--api",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8888",
      description = "The API of the running weir (default: http://127.0.0.1:8888).")
  private URI api = URI.create("");

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "A file that holds a token of the API, with scope write where something is to be done.")
  private @Nullable Path tokenFile;

  @Mixin private AuthoritiesOption authorities = new AuthoritiesOption();

  /**
   * Has it do something.
   *
   * @param path the route, percent-encoded
   * @throws OperatorException if it does not, with what it says
   */
  void post(String path) throws InterruptedException {
    String _ = send(path, "POST");
  }

  /**
   * Asks it something.
   *
   * @param path the route, percent-encoded
   * @return what it answers
   * @throws OperatorException if it does not, with what it says
   */
  String get(String path) throws InterruptedException {
    return send(path, "GET");
  }

  private String send(String path, String method) throws InterruptedException {
    URI uri = URI.create(api.toString().replaceFirst("/$", "") + path);
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).timeout(PATIENCE);
      if (tokenFile != null) {
        request.header("Authorization", "Bearer " + Files.readString(tokenFile).strip());
      }
      HttpResponse<byte[]> answer =
          new HttpText(new HttpTrust(authorities.file(), null, null))
              .send(request.build(), PATIENCE);
      if (answer.statusCode() != 200) {
        throw new OperatorException(
            "%s: %d: %s"
                .formatted(
                    uri,
                    answer.statusCode(),
                    new String(answer.body(), StandardCharsets.UTF_8).replaceAll("\\s+", " ")));
      }
      return new String(answer.body(), StandardCharsets.UTF_8);
    } catch (IOException | IllegalArgumentException e) {
      throw new OperatorException(uri + ": " + e.getMessage());
    }
  }
}
