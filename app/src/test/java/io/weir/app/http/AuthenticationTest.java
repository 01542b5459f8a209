package io.weir.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.core.config.PasswordHash;
import io.weir.testkit.backend.RawHttp;
import io.weir.testkit.backend.RawHttp.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and to what. */
@Timeout(60)
class AuthenticationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  | /open     |                      | 200
          GET  | /scope    |                      | 401
          GET  | /nothing  |                      | 404
          GET  | /scope    | Basic admin:s3cret:x | 200
          POST | /things/a | Basic admin:s3cret:x | 200
          GET  | /scope    | basic admin:s3cret:x | 200
          GET  | /scope    | Basic admin:s3cret   | 401
          GET  | /scope    | Basic Admin:s3cret:x | 401
          GET  | /scope    | Basic admin          | 401
          GET  | /scope    | Bearer looker        | 200
          GET  | /scope    | bearer looker        | 200
          POST | /things/a | Bearer looker        | 403
          GET  | /scope    | Bearer doer          | 200
          POST | /things/a | Bearer doer          | 200
          GET  | /scope    | Bearer nobody        | 401
          GET  | /scope    | Bearer               | 401
          GET  | /scope    | Digest looker        | 401
          GET  | /open     | Bearer nobody        | 200
          """)
  void whoMayWhat(String method, String path, String authorization, int status) throws Exception {
    try (TestServer server = TestServer.asking();
        RawHttp client = server.connect()) {
      Answer answer =
          authorization == null
              ? client.ask(method, path)
              : client.ask(method, path, "Authorization: " + encoded(authorization));
      assertThat(answer.status()).isEqualTo(status);
      if (status == 401) {
        assertThat(answer.headers().get("www-authenticate"))
            .contains("Basic realm=\"weir\"", "Bearer realm=\"weir\"");
      }
      assertThat(client.ask("GET", "/open").status()).isEqualTo(200);
    }
  }

  @Test
  void base64ThatIsNoneIsWrong() throws Exception {
    try (TestServer server = TestServer.asking();
        RawHttp client = server.connect()) {
      assertThat(client.ask("GET", "/scope", "Authorization: Basic %%%").status()).isEqualTo(401);
    }
  }

  @Test
  void aStrangersBodyIsNotRead() throws Exception {
    try (TestServer server = TestServer.asking();
        RawHttp client = server.connect()) {
      client.send("POST /things/a HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(401);
    }
  }

  /** A known answer of passlib; its password is {@code password}. */
  @Test
  void aHashByPasslibIsUnderstood() throws Exception {
    PasswordHash hash =
        PasswordHash.parse(
            "$pbkdf2-sha256$1212$4vjV83LKPjQzk31VI4E0Vw$hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ");
    assertThat(hash.matches("password".toCharArray())).isTrue();
    assertThat(hash.matches("passwore".toCharArray())).isFalse();
    assertThat(hash.matches(new char[0])).isFalse();
  }

  @Test
  void aHashIsReadBackAsItWasWritten() {
    PasswordHash hash = PasswordHash.of("pässword ✓".toCharArray());
    PasswordHash again = PasswordHash.parse(hash.toString());
    assertThat(again.matches("pässword ✓".toCharArray())).isTrue();
    assertThat(again.toString()).isEqualTo(hash.toString());
    assertThat(PasswordHash.of("a".toCharArray()).toString())
        .isNotEqualTo(PasswordHash.of("a".toCharArray()).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "$2b$12$abcdefghijklmnopqrstuv",
        "$pbkdf2-sha256$0$c2FsdA$Y11AchqV4b0sUisdZd0Xr97KWoymNE0LNNrnEgY4H9M",
        "$pbkdf2-sha256$900000000$c2FsdA$Y11AchqV4b0sUisdZd0Xr97KWoymNE0LNNrnEgY4H9M",
        "$pbkdf2-sha256$1000$$Y11AchqV4b0sUisdZd0Xr97KWoymNE0LNNrnEgY4H9M",
        "$pbkdf2-sha256$1000$c2FsdA$Y11A",
        "$pbkdf2-sha512$1000$c2FsdA$Y11AchqV4b0sUisdZd0Xr97KWoymNE0LNNrnEgY4H9M"
      })
  void whatIsNoHashIsRefused(String text) {
    assertThatThrownBy(() -> PasswordHash.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("$pbkdf2-sha256$ROUNDS$SALT$HASH");
  }

  @Test
  void aRightPasswordIsHashedOnceAndAWrongOneLetsOthersWait() throws Exception {
    Credentials credentials =
        new Credentials(
            new Credentials.Login(
                "admin", new Credentials.Hashed(PasswordHash.of("right".toCharArray()))),
            List.of());
    String right = encoded("Basic admin:right");
    assertThat(credentials.scopeOf(right)).isEqualTo(Scope.WRITE);
    long begun = System.nanoTime();
    for (int i = 0; i < 2000; i++) {
      assertThat(credentials.scopeOf(right)).isEqualTo(Scope.WRITE);
    }
    // Hashed each time it would take minutes.
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    assertThat(credentials.scopeOf(encoded("Basic admin:wrong"))).isNull();
    assertThat(credentials.scopeOf(encoded("Basic nobody:right"))).isNull();
  }

  @Test
  void passwordsAreHashedOneAtATimeAndFewWait() throws Exception {
    SlowChecks checks = new SlowChecks(Duration.ZERO);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger turnedAway = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      callers.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  checks.run(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    try {
                      release.await();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                    running.decrementAndGet();
                    return false;
                  });
                } catch (HttpProblem problem) {
                  assertThat(problem.status()).isEqualTo(429);
                  turnedAway.incrementAndGet();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }));
    }
    await().until(() -> turnedAway.get() == 21);
    release.countDown();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(most).hasValue(1);
    assertThat(turnedAway).hasValue(21);
  }

  private static String encoded(String authorization) {
    int blank = authorization.indexOf(' ');
    return authorization.regionMatches(true, 0, "basic ", 0, 6)
        ? authorization.substring(0, blank + 1)
            + Base64.getEncoder()
                .encodeToString(authorization.substring(blank + 1).getBytes(StandardCharsets.UTF_8))
        : authorization;
  }
}
