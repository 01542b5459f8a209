package io.weir.plugin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.testkit.plugin.TestPluginContext;
import io.weir.testkit.replay.ReplayServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an engine is asked, with real sockets. */
@Timeout(60)
class EngineClientTest {
  @TempDir private Path folder;
  private final CountDownLatch asked = new CountDownLatch(1);
  private TestPluginContext context;

  @BeforeEach
  void lend() {
    context = new TestPluginContext(folder);
  }

  @AfterEach
  void takeBack() {
    context.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void postsADocument(boolean unix) throws Exception {
    try (ReplayServer server = server(unix, (request, reply) -> reply.json(200, told(request)));
        EngineClient client = client(server)) {
      assertThat(client.post("/a?b=c", "{\"ä\": 1}", Duration.ZERO, EngineClientTest::text))
          .isEqualTo("POST /a?b=c {\"ä\": 1}");
      assertThat(client.get("/x", Duration.ZERO, EngineClientTest::text)).isEqualTo("GET /x ");
    }
  }

  private static String told(ReplayServer.Request request) {
    return request.method() + " " + request.target() + " " + request.body();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInterruptEndsAReadOfWhatNeverComes(boolean unix) throws Exception {
    try (ReplayServer server = server(unix, this::drip);
        EngineClient client = client(server)) {
      var call = new FutureTask<>(() -> client.get("/", Duration.ZERO, EngineClientTest::allOfIt));
      Thread thread = Thread.ofPlatform().daemon().start(call);
      asked.await();
      thread.interrupt();

      assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(InterruptedException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLimitEndsAnAnswerThatDrips(boolean unix) {
    try (ReplayServer server = server(unix, this::drip);
        EngineClient client = client(server)) {
      assertThatThrownBy(() -> client.get("/", Duration.ofSeconds(1), EngineClientTest::allOfIt))
          .isInstanceOf(IOException.class)
          .hasMessage(server.address() + ": no complete answer in 1 s");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsNotReadOfABodyWithoutEndIsGivenUp(boolean unix) throws Exception {
    try (ReplayServer server = server(unix, EngineClientTest::endless);
        EngineClient client = client(server)) {
      byte[] read = client.get("/", Duration.ZERO, answer -> answer.body().readNBytes(3));

      assertThat(read).isEqualTo(new byte[3]);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysThatItGotNoAnswer(boolean unix) {
    try (ReplayServer server =
            server(
                unix,
                (_, _) -> {
                  throw new IOException("cut");
                });
        EngineClient client = client(server)) {
      assertThatThrownBy(() -> client.get("/", Duration.ZERO, EngineClientTest::text))
          .hasMessage(server.address() + ": the connection ends without an answer");
    }
  }

  @Test
  void saysThatNobodyListens() {
    ReplayServer server = ReplayServer.onLoopback(EngineClientTest::endless);
    server.close();
    try (EngineClient client = client(server)) {
      assertThatThrownBy(() -> client.get("/", Duration.ZERO, EngineClientTest::text))
          .hasMessage(server.address() + " cannot be connected to");
    }
  }

  @Test
  void doesNotFollowRedirects() {
    try (ReplayServer server =
            ReplayServer.onLoopback((_, reply) -> reply.json(302, "elsewhere\n"));
        EngineClient client = client(server)) {
      assertThatThrownBy(
              () -> client.get("/", Duration.ZERO, answer -> answer.ok().body().readAllBytes()))
          .hasMessage(server.address() + ": answers with HTTP status 302: elsewhere");
    }
  }

  @Test
  void linesHaveALimit() throws Exception {
    var lines = new EventLines(stream("a\r\n\n  \nb\n" + "x".repeat(1 << 21)));

    assertThat(lines.next()).contains("a");
    assertThat(lines.next()).contains("b");
    assertThatThrownBy(lines::next).hasMessage("a line has more than 1048576 bytes");
    assertThat(new EventLines(stream("half a line")).next()).isEmpty();
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private ReplayServer server(boolean unix, ReplayServer.Handler handler) {
    return unix
        ? ReplayServer.onSocket(folder.resolve("engine.sock"), handler)
        : ReplayServer.onLoopback(handler);
  }

  private EngineClient client(ReplayServer server) {
    return new EngineClient(EngineAddress.parse(server.address()), 80, Optional.empty(), context);
  }

  private static String text(EngineAnswer answer) throws IOException {
    return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static long allOfIt(EngineAnswer answer) throws IOException {
    return answer.body().transferTo(OutputStream.nullOutputStream());
  }

  private static void endless(ReplayServer.Request request, ReplayServer.Reply reply)
      throws IOException {
    OutputStream out = reply.open();
    while (true) {
      out.write(new byte[1 << 16]);
    }
  }

  private void drip(ReplayServer.Request request, ReplayServer.Reply reply) throws IOException {
    OutputStream out = reply.open();
    asked.countDown();
    try {
      while (true) {
        out.write('.');
        out.flush();
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      throw new IOException("stopped", e);
    }
  }
}
