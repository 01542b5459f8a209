package io.weir.distribution;

import io.weir.testkit.process.WeirProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scrapes a weir as Prometheus does. */
final class Scraper implements AutoCloseable {
  static final String ON = "metrics { enabled = true, bind = \"127.0.0.1:0\" }\n";
  static final String ON_AS_GOBETWEEN = ON + "metrics.compatibility = gobetween\n";

  private static final Pattern LISTENS = Pattern.compile("metrics listens on \\S*:([0-9]+) ");

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI page;

  private Scraper(int port) {
    this.page = URI.create("http://127.0.0.1:" + port + "/metrics");
  }

  static Scraper of(WeirProcess weir) throws InterruptedException {
    Matcher match = LISTENS.matcher(weir.awaitLine(line -> LISTENS.matcher(line).find()));
    if (!match.find()) {
      throw new AssertionError("no port in the line that was found");
    }
    return new Scraper(Integer.parseInt(match.group(1)));
  }

  Exposition scrape() throws IOException, InterruptedException {
    return Exposition.parse(text());
  }

  String text() throws IOException, InterruptedException {
    HttpResponse<String> answer = ask(HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new AssertionError("status " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  <T> HttpResponse<T> ask(HttpResponse.BodyHandler<T> body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(page);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), body);
  }

  @Override
  public void close() {
    client.close();
  }
}
