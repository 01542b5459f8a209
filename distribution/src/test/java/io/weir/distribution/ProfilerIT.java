package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.process.WeirProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the profiler of a running weir gives, and what it refuses. */
class ProfilerIT extends SystemTest {
  private static final Pattern LISTENS = Pattern.compile("profiler listens on \\S*:([0-9]+) ");

  private final TestBackend backend = TestBackend.named("a");
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.shutdownNow();
    backend.close();
  }

  @Test
  void recordsOneAtATimeAndDumpsThreads() throws Exception {
    try (WeirProcess weir =
        start(
            "profiler { enabled = true, bind = \"127.0.0.1:0\" }\n"
                + server(staticList(backend)))) {
      String base = base(weir);
      // Whichever comes second finds the first one at work.
      List<HttpResponse<Path>> both =
          Stream.of("one", "two")
              .map(name ->
                  client.sendAsync(
                      get(base + "/debug/jfr?seconds=5"),
                      BodyHandlers.ofFile(folder.resolve(name + ".jfr"))))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .sorted(Comparator.comparingInt(HttpResponse::statusCode))
              .toList();

      assertThat(both).extracting(HttpResponse::statusCode).containsExactly(200, 409);
      assertThat(RecordingFile.readAllEvents(both.getFirst().body()))
          .anyMatch(event -> event.getEventType().getName().equals("jdk.JVMInformation"));
      assertThat(reached(weir.port("web"), 3)).containsOnlyKeys("a");

      HttpResponse<String> threads =
          client.send(get(base + "/debug/threads"), BodyHandlers.ofString());
      assertThat(threads.body()).contains("virtual", "io.weir.app.profiler.ThreadDump");
      HttpResponse<String> json =
          client.send(get(base + "/debug/threads?format=json"), BodyHandlers.ofString());
      assertThat(json.body()).startsWith("{").contains("\"threadDump\"");

      for (String bad :
          List.of("jfr?seconds=0", "jfr?seconds=301", "jfr?seconds=x", "threads?format=x")) {
        assertThat(status(base + "/debug/" + bad)).as(bad).isEqualTo(400);
      }
      assertThat(status(base + "/debug/pprof")).isEqualTo(404);
      assertThat(weir.stop().exitCode()).isZero();
    }
  }

  @Test
  void anAddressThatOthersReachIsWarnedAbout() throws Exception {
    try (WeirProcess weir =
        start("profiler { enabled = true, bind = \":0\" }\n" + server(staticList(backend)))) {
      weir.awaitLine(line -> line.contains("can be reached from other machines"));
    }
  }

  @Test
  void anAddressThatIsTakenIsOneLine() throws Exception {
    Path file =
        write(
            "weir.conf",
            "profiler { enabled = true, bind = \""
                + backend.address()
                + "\" }\n"
                + server(staticList(backend)));
    var finished = command("-c", file.toString()).run();

    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(finished.err())
        .singleElement()
        .asString()
        .startsWith("weir: " + file + ":1  profiler.bind: cannot listen on " + backend.address());
  }

  private static String base(WeirProcess weir) throws InterruptedException {
    Matcher match = LISTENS.matcher(weir.awaitLine(line -> LISTENS.matcher(line).find()));
    assertThat(match.find()).isTrue();
    return "http://127.0.0.1:" + match.group(1);
  }

  private int status(String url) throws Exception {
    return client.send(get(url), BodyHandlers.discarding()).statusCode();
  }

  private static HttpRequest get(String url) {
    return HttpRequest.newBuilder(URI.create(url)).build();
  }
}
