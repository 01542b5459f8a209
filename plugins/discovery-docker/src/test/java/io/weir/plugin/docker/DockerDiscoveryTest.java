package io.weir.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.api.Backend;
import io.weir.api.config.InvalidConfigException;
import io.weir.plugin.engine.EngineAddress;
import io.weir.testkit.replay.DockerEngineReplay.Container;
import io.weir.testkit.replay.ReplayServer;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers that are looked up. */
class DockerDiscoveryTest extends DockerDiscoveryCase {

  @Test
  void findsEachPublishedPort() throws Exception {
    engine.run(
        Container.publishing("web", "192.0.2.1", 8080)
            .ports(
                Container.port("192.0.2.1", 80, 8080),
                Container.port("2001:db8::1", 80, 8081),
                Container.port("192.0.2.1", 443, 8443),
                Container.unpublished(9000))
            .label("sni", "web.example"));

    assertThat(fetch())
        .containsExactly(
            Backend.of("192.0.2.1", 8080).withSni("web.example"),
            Backend.of("2001:db8::1", 8081).withSni("web.example"));
    assertThat(context.log()).isEmpty();
  }

  @Test
  void takesTheEnginesHostForAPortOfEveryAddress() throws Exception {
    engine.run(
        Container.publishing("web", "", 1)
            .ports(Container.port("0.0.0.0", 80, 8080), Container.port("::", 80, 8080)));

    assertThat(fetch()).containsExactly(Backend.of("127.0.0.1", 8080));
    try (ReplayServer network = ReplayServer.onLoopback(engine)) {
      String named = network.address().replace("127.0.0.1", "localhost");
      assertThat(fetch(config(named))).containsExactly(Backend.of("localhost", 8080));
      assertThat(fetch(config(named.replace("tcp:", "http:")))).hasSize(1);
    }
  }

  @Test
  void choosesByALabelWithAnEqualsSignInItsValue() throws Exception {
    engine.run(Container.publishing("a", "192.0.2.1", 1).label("route", "host=a, \"b\""));
    engine.run(Container.publishing("b", "192.0.2.1", 2).label("route", "host=b"));
    engine.run(Container.publishing("c", "192.0.2.1", 3));

    assertThat(fetch(labelled("route=host=a, \"b\""))).containsExactly(Backend.of("192.0.2.1", 1));
    assertThat(fetch(labelled("route"))).hasSize(2);
    assertThat(fetch()).hasSize(3);
  }

  @Test
  void asksEachContainerOnceForItsVariable() throws Exception {
    engine.run(
        Container.publishing("a", "192.0.2.1", 1).environment("HOSTS=x", "HOST=a.example", "X=y"));
    engine.run(Container.publishing("b", "192.0.2.1", 2).environment("HOST="));
    engine.run(Container.publishing("c", "192.0.2.1", 3));

    try (DockerDiscovery discovery = discovery(withVariable(server.address(), "HOST"))) {
      List<Backend> expected =
          List.of(
              Backend.of("a.example", 1), Backend.of("192.0.2.1", 2), Backend.of("192.0.2.1", 3));
      assertThat(discovery.fetch()).isEqualTo(expected);
      assertThat(discovery.fetch()).isEqualTo(expected);
      assertThat(engine.inspections()).isEqualTo(3);

      engine.kill("a");
      engine.run(Container.publishing("a", "192.0.2.1", 1).environment("HOST=other.example"));
      assertThat(discovery.fetch()).hasSize(3);
    }
  }

  @Test
  void passesOverAContainerWhoseVariableHoldsNoHost() throws Exception {
    engine.run(Container.publishing("a", "192.0.2.1", 1).environment("HOST=not a host"));
    engine.run(Container.publishing("b", "192.0.2.1", 2));

    try (DockerDiscovery discovery = discovery(withVariable(server.address(), "HOST"))) {
      assertThat(discovery.fetch()).containsExactly(Backend.of("192.0.2.1", 2));
      assertThat(discovery.fetch()).hasSize(1);
    }
    assertThat(context.log()).singleElement().asString().contains("WARN", "a", "not a host");
  }

  @Test
  void warnsOfContainersWithoutThePortOncePerChange() throws Exception {
    engine.run(Container.publishing("a", "192.0.2.1", 1));
    engine.run(Container.publishing("b", "", 1).ports(Container.unpublished(80)));
    engine.run(Container.publishing("c", "", 1).ports(Container.port("not an ip]", 80, 70_000)));

    try (DockerDiscovery discovery = discovery(config(server.address()))) {
      assertThat(discovery.fetch()).containsExactly(Backend.of("192.0.2.1", 1));
      // The rows differ from these by then: they tell how long the containers are up.
      assertThat(discovery.fetch()).hasSize(1);
      assertThat(context.log())
          .singleElement()
          .asString()
          .startsWith("WARN")
          .contains("server=\"web\"", "elements=\"2\"", "port 80 published by container /b");

      engine.kill("b");
      discovery.fetch();
      assertThat(context.log()).hasSize(2);
    }
  }

  @Test
  void findsAHundredThousandContainers() throws Exception {
    engine.runUnnoticed(
        IntStream.range(0, 100_000)
            .mapToObj(i ->
                Container.publishing(
                    "c" + i, "10.%d.%d.1".formatted(i / 256 / 256, i / 256 % 256), 1 + i % 256))
            .toList());

    assertThat(fetch()).hasSize(100_000);

    engine.runUnnoticed(List.of(Container.publishing("more", "10.9.9.9", 1)));
    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .hasMessage(server.address() + ": the array has more than 100000 containers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "no json", "[{\"Id\": \"a\"", "[] []", "[01]"})
  void failsOnWhatIsNoList(String body) {
    engine.answerListsBy((_, reply) -> reply.json(200, body));

    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .message()
        .startsWith(server.address() + ": ")
        .contains("JSON")
        .doesNotContain("\n");
  }

  @Test
  void saysWhyTheEngineRefuses() {
    engine.answerListsBy((_, reply) -> reply.json(400, "{\"message\":\"client is too old\"}"));

    assertThatThrownBy(this::fetch)
        .hasMessage(
            server.address()
                + ": answers with HTTP status 400: {\"message\":\"client is too old\"}");
  }

  @Test
  void givesUpARowThatHasNoEnd() {
    engine.answerListsBy((_, reply) -> {
      OutputStream out = reply.open();
      out.write('[');
      byte[] row = "[".concat("{},".repeat(1 << 12)).getBytes(StandardCharsets.US_ASCII);
      out.write(row);
      while (true) {
        out.write(row, 1, row.length - 1);
      }
    });

    assertThatThrownBy(this::fetch)
        .hasMessageContaining("an element has more than 100000 values and names");
  }

  @Test
  void stopsReadingASlowAnswerWhenInterrupted() throws Exception {
    engine.answerListsBy((_, reply) -> {
      OutputStream out = reply.open();
      out.write('[');
      while (true) {
        out.write(' ');
        out.flush();
      }
    });
    var fetch = new FutureTask<>(this::fetch);
    Thread thread = Thread.ofPlatform().daemon().start(fetch);

    await().until(() -> engine.lists() == 1);
    thread.interrupt();

    assertThatThrownBy(() -> fetch.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void saysThatNobodyListens() {
    server.stop();

    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .message()
        .startsWith(server.address())
        .contains("No such file or directory");
  }

  @Test
  void asksOverMutualTls() throws Exception {
    engine.run(Container.publishing("a", "192.0.2.1", 1));
    TestAuthority authority = TestAuthority.create();
    var identity = authority.issue(TestAuthority.builder("local").addSanIpAddress("127.0.0.1"));
    PemFiles own = TestAuthority.write(folder, "client", authority.issue("client"));
    Optional<Path> root = Optional.of(authority.writeRoot(folder));
    try (ReplayServer secure = ReplayServer.withTls(authority.context(identity), true, engine)) {
      String tcp = secure.address().replace("https:", "tcp:");

      assertThat(fetch(withTls(tcp, own, root))).hasSize(1);
      assertThat(fetch(withTls(secure.address(), own, root))).hasSize(1);
      assertThat(context.log()).isEmpty();

      PemFiles stranger =
          TestAuthority.write(folder, "other", TestAuthority.create().issue("client"));
      assertThatThrownBy(() -> fetch(withTls(tcp, stranger, root)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(tcp);
    }
  }

  @Test
  void looksAtTheCertificateIfThereIsACaAndWarnsIfNot() throws Exception {
    engine.run(Container.publishing("a", "192.0.2.1", 1));
    TestAuthority authority = TestAuthority.create();
    var elsewhere = authority.issue("elsewhere.example");
    PemFiles own = TestAuthority.write(folder, "client", authority.issue("client"));
    try (ReplayServer secure = ReplayServer.withTls(authority.context(elsewhere), true, engine)) {
      String tcp = secure.address().replace("https:", "tcp:");

      assertThatThrownBy(() -> fetch(withTls(tcp, own, Optional.of(authority.writeRoot(folder)))))
          .isInstanceOf(IOException.class);
      assertThat(context.log()).isEmpty();

      assertThat(fetch(withTls(tcp, own, Optional.empty()))).hasSize(1);
      assertThat(context.log())
          .singleElement()
          .asString()
          .startsWith("WARN")
          .contains("not verified", tcp);
    }
  }

  @Test
  void keepsThePasswordOfItsAddressToItself() {
    String url = "http://ann:pass@127.0.0.1:1";

    assertThat(config(url).toString()).doesNotContain("pass").contains("http://***@127.0.0.1:1");
    assertThatThrownBy(() -> fetch(config(url)))
        .isInstanceOf(IOException.class)
        .message()
        .doesNotContain("pass")
        .contains("http://***@127.0.0.1:1");
  }

  @Test
  void refusesWhatCannotBe() {
    PemFiles pair = new PemFiles(folder.resolve("c"), folder.resolve("k"));
    assertThatThrownBy(() -> config(server.address(), 0, "", ""))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("docker_container_private_port");
    assertThatThrownBy(() ->
            new DockerConfig(
                EngineAddress.parse("tcp://a"),
                80,
                "",
                "",
                true,
                Optional.of(pair.certificate()),
                Optional.empty(),
                Optional.empty()))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("docker_tls_cert_path");
  }
}
