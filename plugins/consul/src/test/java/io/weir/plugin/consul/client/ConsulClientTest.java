package io.weir.plugin.consul.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.config.HttpUrl;
import io.weir.api.config.Secret;
import io.weir.api.web.ClientTls;
import io.weir.testkit.plugin.TestPluginContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ConsulClientTest {
  private static final String TOKEN = "5e0f-token";
  private static final ConsulRequest SHORT =
      ConsulRequest.get("/v1/kv/", "a").within(Duration.ofMillis(500));

  private final ScriptedConsul server = new ScriptedConsul();
  private TestPluginContext context;
  private ConsulClient consul;

  @BeforeEach
  void open(@TempDir Path folder) {
    context = new TestPluginContext(folder);
    consul =
        new ConsulClient(
            new ConsulAccess(
                HttpUrl.parse("http://" + server.address()),
                Optional.of(new Secret(TOKEN)),
                Optional.of("dc 1"),
                Optional.empty(),
                ClientTls.SYSTEM),
            context);
  }

  @AfterEach
  void close() {
    consul.close();
    context.close();
    server.close();
  }

  @Test
  void saysTheDatacenter() throws Exception {
    server.play(exchange -> ScriptedConsul.answer(exchange, 0, "true"));
    try (ConsulAnswer answer =
        consul.send(ConsulRequest.put("/v1/kv/", "a").with("acquire", "s"))) {
      assertThat(answer.isDone()).isTrue();
    }
    assertThat(server.targets()).containsExactly("/v1/kv/a?acquire=s&dc=dc%201");
  }

  @ParameterizedTest
  @CsvSource({
    "7, 0, 7",
    "7, 7, 7",
    "7, 6, 7",
    "6, 7, 0",
    "0, 0, 0",
    "-3, 0, 0",
    "x, 0, 0",
    "'', 5, 0",
  })
  void anIndexThatGoesBackwardsStartsOver(String given, long before, long index) throws Exception {
    server.play(exchange -> {
      exchange.getResponseHeaders().set("X-Consul-Index", given);
      exchange.sendResponseHeaders(200, -1);
    });
    try (ConsulAnswer answer = consul.send(SHORT)) {
      assertThat(answer.index(before)).isEqualTo(index);
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUp() {
    server.play(_ -> new CountDownLatch(1).await());
    assertThatThrownBy(() -> consul.send(SHORT).close())
        .isInstanceOf(IOException.class)
        .hasMessage("http://" + server.address() + " has not answered within 0 s");
  }

  @Test
  void aSlowDripIsGivenUp() throws Exception {
    server.play(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      while (true) {
        out.write(' ');
        out.flush();
        Thread.sleep(20);
      }
    });
    try (ConsulAnswer answer = consul.send(SHORT)) {
      assertThatThrownBy(() -> answer.bytes(1 << 20)).hasMessageContaining("has not answered");
    }
  }

  @Test
  void aBodyThatStallsIsGivenUp() throws Exception {
    server.play(exchange -> {
      exchange.sendResponseHeaders(200, 10);
      exchange.getResponseBody().write('[');
      exchange.getResponseBody().flush();
      new CountDownLatch(1).await();
    });
    try (ConsulAnswer answer = consul.send(SHORT)) {
      assertThatThrownBy(() -> answer.read(InputStream::readAllBytes))
          .hasMessageContaining("has not answered");
    }
  }

  @Test
  void aBodyThatIsTooLongIsRefused() throws Exception {
    server.play(exchange -> ScriptedConsul.answer(exchange, 1, "x".repeat(100)));
    try (ConsulAnswer answer = consul.send(SHORT)) {
      assertThatThrownBy(() -> answer.bytes(99)).hasMessageContaining("more than 99 bytes");
    }
  }

  @Test
  void whatIsNoJsonIsAFailure() throws Exception {
    server.play(exchange -> ScriptedConsul.answer(exchange, 1, "<html>"));
    try (ConsulAnswer answer = consul.send(SHORT)) {
      assertThatThrownBy(answer::isDone)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("something else than JSON");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403, 'rpc error: Permission\n denied', 'permission denied: .*: rpc error: Permission denied'",
    "403, 'no token 5e0f-token here', '.*does not allow it'",
    "403, '~ 5e0f-token', '.*does not allow it'",
    "413, too long, 'the value is too long: too long'",
    "500, No cluster leader, 'answers with HTTP status 500: No cluster leader'",
    "502, '', 'answers with HTTP status 502'",
  })
  void aRefusalIsToldInConsulsWordsButNeverTheToken(int status, String said, String told) {
    server.play(exchange -> {
      byte[] body = said.replace("~", "x".repeat(195)).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    });
    assertThatThrownBy(() -> consul.send(SHORT).close())
        .isInstanceOf(IOException.class)
        .message()
        .matches("http://" + server.address() + ":? " + told)
        .doesNotContain(TOKEN);
  }
}
