package io.weir.plugin.http;

import static io.weir.testkit.backend.CheckTargets.localhost;
import static io.weir.testkit.backend.CheckTargets.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.api.config.Secret;
import io.weir.api.health.HealthCheck;
import io.weir.plugin.http.HttpCheckConfig.Version;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Backends that do not speak HTTP, or that mean harm. */
class HostileHttpTest extends Checking {
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final String HEAD = "HTTP/1.1 200 OK\r\n";

  private TestBackend backend(Behaviour behaviour) {
    return keep(TestBackend.of(behaviour));
  }

  /** Says a text, and then something again and again, until the other end has had enough. */
  private TestBackend endless(String beginning, String more, int pauseMillis) {
    return backend(client -> {
      readQuestion(client);
      OutputStream out = client.getOutputStream();
      out.write(beginning.getBytes(StandardCharsets.ISO_8859_1));
      try {
        while (true) {
          out.write(more.getBytes(StandardCharsets.ISO_8859_1));
          Thread.sleep(pauseMillis);
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    });
  }

  private TestBackend saying(String text) {
    return backend(client -> {
      readQuestion(client);
      client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      client.shutdownOutput();
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    });
  }

  private static void readQuestion(Socket client) throws IOException {
    assertThat(client.getInputStream().read(new byte[1000])).isPositive();
  }

  private static void awaitClosed(TestBackend backend) {
    await().until(() -> backend.accepted() > 0 && backend.active() == 0);
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void silenceEndsAtTheTimeout(Version version) {
    TestBackend silent = backend(Behaviour.blackhole());
    HealthCheck check = http(HttpConfigs.plain().with(version));
    assertThatThrownBy(() -> check.check(target("localhost", silent.port(), SHORT)))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessage("no answer within 500 ms");
    awaitClosed(silent);
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void anInterruptEndsAConnectionWithoutTimeout(Version version) throws Exception {
    TestBackend silent = backend(Behaviour.blackhole());
    HealthCheck check = http(HttpConfigs.plain().with(version));
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                thrown.completeExceptionally(
                    new AssertionError(
                        check.check(target("localhost", silent.port(), Duration.ZERO))));
              } catch (Exception e) {
                thrown.complete(e);
              }
            });
    await().until(() -> silent.active() == 1);
    thread.interrupt();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    awaitClosed(silent);
  }

  @Test
  void aSlowDripEndsAtTheTimeout() {
    for (TestBackend drip :
        new TestBackend[] {
          endless("HTTP/1.1 200 O", "K", 20),
          endless(HEAD + "X-Slow: ", "x", 20),
          endless(HEAD + "\r\n", "x", 20)
        }) {
      HealthCheck check = http(HttpConfigs.plain().withBody("well"));
      assertThatThrownBy(() -> check.check(target("localhost", drip.port(), SHORT)))
          .hasMessage("no answer within 500 ms");
      awaitClosed(drip);
    }
  }

  @Test
  void anEndlessBodyIsNotWaitedFor() throws Exception {
    TestBackend endless = endless(HEAD + "\r\n", "x".repeat(4096), 0);
    assertHealthy(http(HttpConfigs.plain()), localhost(endless.port()));
    awaitClosed(endless);
    assertUnhealthy(
        http(HttpConfigs.plain().withBody("well")),
        localhost(endless.port()),
        "the body does not have http_body in it");
    awaitClosed(endless);
  }

  @Test
  void endlessHeadersAreRefused() {
    HealthCheck check = http(HttpConfigs.plain());
    for (TestBackend endless :
        new TestBackend[] {
          endless(HEAD, "X-A: b\r\n", 0),
          endless(HEAD + "X-A: ", "b".repeat(1000), 0),
          endless("HTTP/1.1 200 ", "OK".repeat(1000), 0)
        }) {
      assertThatThrownBy(() -> check.check(localhost(endless.port())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("exceeded");
      awaitClosed(endless);
    }
  }

  @Test
  void whatIsNoHttpIsUnhealthy() {
    HealthCheck check = http(HttpConfigs.plain());
    assertThatThrownBy(() -> check.check(localhost(saying("SSH-2.0-OpenSSH_9\r\n").port())))
        .isInstanceOf(IOException.class)
        .message()
        .isNotBlank();
    assertThatThrownBy(() -> check.check(localhost(saying("").port())))
        .hasMessage("the connection ends before the answer");
    assertThatThrownBy(() -> check.check(localhost(backend(Behaviour.closesImmediately()).port())))
        .isInstanceOf(IOException.class)
        .message()
        .isNotBlank();
    assertThatThrownBy(() -> check.check(localhost(backend(Behaviour.resetsImmediately()).port())))
        .isInstanceOf(IOException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void whatSpeaksVersion1OnlyIsUnhealthyForVersion2() {
    HealthCheck check = http(HttpConfigs.plain().with(Version.HTTP_2));
    TestBackend old = saying("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    assertThatThrownBy(() -> check.check(localhost(old.port())))
        .isInstanceOf(IOException.class)
        .message()
        .isNotBlank();
  }

  /** A server that sends back what it gets shows the credentials to whoever logs its answer. */
  @Test
  void secretsAreInNoMessage() {
    HealthCheck check =
        http(
            HttpConfigs.plain()
                .with(
                    HttpConfigs.access(
                        Map.of("X-Api-Key", new Secret("s3cret")),
                        Optional.of(new Secret("s3cret")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));
    TestBackend echo = backend(Behaviour.echoes());
    assertThatThrownBy(() -> check.check(localhost(echo.port())))
        .isInstanceOf(IOException.class)
        .message()
        .isNotBlank()
        .doesNotContain("s3cret");
  }
}
