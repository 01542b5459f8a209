package io.weir.plugin.consul.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.weir.api.Backend;
import io.weir.api.discovery.Discovery;
import io.weir.plugin.consul.client.ConsulClient;
import io.weir.plugin.consul.client.ScriptedConsul;
import io.weir.testkit.plugin.TestPluginContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of answers that no agent in order gives. */
@Timeout(60)
class ConsulWatchTest {
  private static final WatchTimes TIMES =
      new WatchTimes(
          Duration.ofSeconds(5),
          Duration.ofMillis(10),
          Duration.ofMillis(10),
          Duration.ofMillis(20));
  private static final Backend A = Backend.of("10.0.0.1", 80);
  private static final Backend B = Backend.of("10.0.0.2", 80);

  private final ScriptedConsul server = new ScriptedConsul();
  private final List<List<Backend>> told = new CopyOnWriteArrayList<>();
  private TestPluginContext context;
  private Discovery discovery;

  @BeforeEach
  void open(@TempDir Path folder) {
    context = new TestPluginContext(folder);
    ConsulDiscoveryConfig config = DiscoveryConfigs.at(server.address()).all("web");
    ConsulClient client = new ConsulClient(config.access(), context);
    discovery = new ConsulDiscovery(new HealthyService(config, client, context), TIMES, context);
  }

  @AfterEach
  void close() throws Exception {
    discovery.close();
    context.close();
    server.close();
  }

  private static String entry(Backend backend) {
    return "{\"Node\": {\"Address\": \"%s\"}, \"Service\": {\"Port\": %d}}"
        .formatted(backend.address().host(), backend.address().port());
  }

  private static boolean isBlocking(HttpExchange exchange) {
    return exchange.getRequestURI().getQuery() != null
        && exchange.getRequestURI().getQuery().contains("index=");
  }

  private FutureTask<Boolean> watch() throws Exception {
    var _ = discovery.fetch();
    FutureTask<Boolean> watching =
        new FutureTask<>(() -> {
          discovery.watch(told::add);
          return true;
        });
    Thread.ofPlatform().daemon().start(watching);
    return watching;
  }

  @Test
  void asksAfterTheIndexOfTheLastAnswer() throws Exception {
    server.play(exchange -> ScriptedConsul.answer(exchange, 7, "[" + entry(A) + "]"));
    FutureTask<Boolean> watching = watch();
    await().until(() -> server.targets().size() > 3);
    watching.cancel(true);
    assertThat(server.targets()).element(0).isEqualTo("/v1/health/service/web");
    assertThat(server.targets().subList(1, 3))
        .containsOnly("/v1/health/service/web?index=7&wait=5000ms");
    assertThat(told).as("nothing has changed").isEmpty();
  }

  @Test
  void startsOverWhenTheIndexGoesBackwards() throws Exception {
    server.play(exchange ->
        ScriptedConsul.answer(exchange, isBlocking(exchange) ? 3 : 7, "[" + entry(B) + "]"));
    FutureTask<Boolean> watching = watch();
    await().until(() -> told.size() >= 2);
    watching.cancel(true);
    assertThat(server.targets().subList(0, 3))
        .containsExactly(
            "/v1/health/service/web",
            "/v1/health/service/web?index=7&wait=5000ms",
            "/v1/health/service/web");
    assertThat(told).allMatch(List.of(B)::equals);
  }

  @Test
  void asksPlainlyAsLongAsBlockingQueriesFail() throws Exception {
    server.play(exchange -> {
      if (isBlocking(exchange)) {
        exchange.sendResponseHeaders(504, -1);
      } else {
        ScriptedConsul.answer(exchange, 7, "[" + entry(server.targets().size() < 4 ? A : B) + "]");
      }
    });
    FutureTask<Boolean> watching = watch();
    await().until(() -> told.contains(List.of(B)));
    assertThat(watching.isDone()).isFalse();
    watching.cancel(true);
  }

  @Test
  void failsWhenNothingIsAnsweredAnyMore() throws Exception {
    server.play(exchange -> ScriptedConsul.answer(exchange, 7, "[]"));
    FutureTask<Boolean> watching = watch();
    server.play(exchange -> exchange.sendResponseHeaders(500, -1));
    assertThatThrownBy(() -> watching.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(IOException.class)
        .hasMessageContaining("HTTP status 500");
  }

  @Test
  void leavesItToTheIntervalWhereAnswersHaveNoIndex() throws Exception {
    server.play(exchange -> ScriptedConsul.answer(exchange, 0, "[]"));
    assertThat(watch().get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(watch().get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(context.log()).singleElement().asString().contains("web", "X-Consul-Index");
  }

  @Test
  void takesAHundredThousandInstances() throws Exception {
    String all =
        IntStream.range(0, 100_000)
            .mapToObj(i ->
                entry(Backend.of("10.%d.%d.1".formatted(i >> 8 & 255, i & 255), 80 + (i >> 16))))
            .collect(Collectors.joining(",", "[", "]"));
    server.play(exchange -> ScriptedConsul.answer(exchange, 7, all));
    assertThat(discovery.fetch()).hasSize(100_000).doesNotHaveDuplicates();
  }

  @Test
  void refusesAListWithoutAnEnd() {
    byte[] entries = (entry(A) + ",").repeat(1000).getBytes(UTF_8);
    server.play(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write('[');
      while (true) {
        exchange.getResponseBody().write(entries);
      }
    });
    assertThatThrownBy(discovery::fetch)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 100000 backends");
  }

  @Test
  void warnsOfInstancesWithoutAPortOncePerChange() throws Exception {
    String wrong =
        "["
            + entry(A)
            + ", {\"Node\": {\"Address\": \"10.0.0.9\"}, \"Service\": {\"Port\": 0},"
            + " \"Checks\": [{\"Output\": \"OUTPUT\"}]}, {\"Service\": {\"Port\": 1}}, 17]";
    for (String output : List.of("first", "second")) {
      server.play(exchange -> ScriptedConsul.answer(exchange, 7, wrong.replace("OUTPUT", output)));
      assertThat(discovery.fetch()).containsExactly(A);
    }
    assertThat(context.log())
        .singleElement()
        .asString()
        .contains("elements=\"3\"", "[1] (expected: a port of the service from 1 to 65535)");

    server.play(exchange -> ScriptedConsul.answer(exchange, 8, "[17]"));
    assertThat(discovery.fetch()).isEmpty();
    assertThat(context.log()).hasSize(2);
  }

  @Test
  void sendsNameAndPassword() throws Exception {
    var sent = new CopyOnWriteArrayList<String>();
    server.play(exchange -> {
      sent.add(exchange.getRequestHeaders().getFirst("Authorization"));
      ScriptedConsul.answer(exchange, 7, "[]");
    });
    assertThat(discovery.fetch()).isEmpty();
    assertThat(sent).containsExactly("Basic YW5uOnBhc3M=");
  }
}
