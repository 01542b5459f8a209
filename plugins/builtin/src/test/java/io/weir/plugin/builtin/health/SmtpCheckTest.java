package io.weir.plugin.builtin.health;

import static io.weir.testkit.backend.CheckTargets.localhost;
import static io.weir.testkit.backend.CheckTargets.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.api.config.InvalidConfigException;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.plugin.builtin.health.SmtpConfig.Tls;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.plugin.TestPluginContext;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said, and what is made of what comes back. */
@Timeout(60)
class SmtpCheckTest {
  private static final String LISTED = "250-mail.example\r\n250-PIPELINING\r\n250 STARTTLS\r\n";

  private final List<AutoCloseable> open = new ArrayList<>();
  @TempDir private Path folder;

  private <T extends AutoCloseable> T keep(T closeable) {
    open.add(closeable);
    return closeable;
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  static SmtpConfig config(Tls tls, Optional<Path> authority) {
    return new SmtpConfig(
        tls, "weir.example", authority, Optional.empty(), Optional.empty(), false);
  }

  private HealthCheck check(Tls tls) {
    return new SmtpCheck(config(tls, Optional.empty()), keep(new TestPluginContext(folder)));
  }

  private SmtpConversation saying(String... replies) {
    return keep(new SmtpConversation(replies));
  }

  private void assertFound(HealthResult result, String... replies) throws Exception {
    assertThat(check(Tls.NONE).check(localhost(saying(replies).port()))).isEqualTo(result);
  }

  @Test
  void whoGreetsAndLetsItselfBeIntroducedToIsHealthy() throws Exception {
    SmtpConversation server = saying("220-mail.example\r\n220 ESMTP\r\n", LISTED, "221 bye\r\n");
    assertThat(check(Tls.NONE).check(localhost(server.port()))).isEqualTo(HealthResult.healthy());
    await()
        .untilAsserted(
            () -> assertThat(server.commands()).containsExactly("EHLO weir.example", "QUIT"));
  }

  @Test
  void whomToTrustMattersWhereTlsIsSpoken() {
    assertThatThrownBy(() -> config(Tls.NONE, Optional.of(Path.of("ca.crt"))))
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            e -> assertThat(e.key()).isEqualTo("smtp_tls_cacert_path"));
  }

  @Test
  void repliesAreReadInAnyForm() throws Exception {
    assertFound(HealthResult.healthy(), "220\r\n", "250\n", "221 bye\r\n");
    assertFound(HealthResult.healthy(), "220 \n", "250-\r\n250 mail.example\r\n", "500 what?\r\n");
  }

  @Test
  void itsOwnWordsAreTheReason() throws Exception {
    assertFound(
        HealthResult.unhealthy("greeting: 554 mail.example closed for today"),
        "554-mail.example\r\n554 closed for today\r\n");
    assertFound(HealthResult.unhealthy("greeting: 421"), "421\r\n");
    assertFound(
        HealthResult.unhealthy("EHLO: 550 go a?way"), "220 hello\r\n", "550 go a\u0007way\r\n");
    String much = "x".repeat(1000);
    assertFound(
        HealthResult.unhealthy("greeting: 554 " + much.substring(0, 196) + "..."),
        "554 " + much + "\r\n");
  }

  @Test
  void starttlsThatIsRefusedIsUnhealthy() throws Exception {
    SmtpConversation server = saying("220 hello\r\n", LISTED, "454 TLS not available\r\n");
    assertThat(check(Tls.STARTTLS).check(localhost(server.port())))
        .isEqualTo(HealthResult.unhealthy("STARTTLS: 454 TLS not available"));
    assertThat(server.commands()).containsExactly("EHLO weir.example", "STARTTLS");
  }

  /** Somebody on the way has put in what is to look like it was said under TLS (CVE-2011-0411). */
  @Test
  void whatComesBeforeTlsIsNotReadAsSaidUnderIt() {
    SmtpConversation server =
        saying("220 hello\r\n", LISTED, "220 go ahead\r\n250 injected\r\n221 bye\r\n");
    HealthCheck check = check(Tls.STARTTLS);
    assertThatThrownBy(
            () -> check.check(target("localhost", server.port(), Duration.ofMillis(500))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void whoDoesNotSayGoodbyeIsHealthy() throws Exception {
    TestBackend abrupt =
        keep(
            TestBackend.of(client -> {
              client.getOutputStream().write("220 hello\r\n".getBytes(StandardCharsets.US_ASCII));
              assertThat(client.getInputStream().read(new byte[100])).isPositive();
              client.getOutputStream().write("250 ok\r\n".getBytes(StandardCharsets.US_ASCII));
              assertThat(client.getInputStream().read(new byte[100])).isPositive();
            }));
    assertThat(check(Tls.NONE).check(localhost(abrupt.port()))).isEqualTo(HealthResult.healthy());
  }

  @Test
  void whatIsNoSmtpIsUnhealthy() {
    HealthCheck check = check(Tls.NONE);
    for (String said :
        List.of(
            "SSH-2.0-OpenSSH_9\r\n",
            "HTTP/1.1 400\r\n",
            "\r\n",
            "999 x\r\n",
            "22 x\r\n",
            "2200 x\r\n")) {
      SmtpConversation server = saying(said);
      assertThatThrownBy(() -> check.check(localhost(server.port())))
          .isInstanceOf(IOException.class)
          .hasMessage("\"" + said.strip() + "\" (expected: a reply of SMTP)");
    }
    assertThatThrownBy(() ->
            check.check(localhost(keep(TestBackend.of(Behaviour.closesImmediately())).port())))
        .hasMessage("the connection ends before a reply");
    assertThatThrownBy(() ->
            check.check(localhost(keep(TestBackend.of(Behaviour.resetsImmediately())).port())))
        .isInstanceOf(IOException.class)
        .message()
        .isNotBlank();
    HealthCheck secured = check(Tls.IMPLICIT);
    assertThatThrownBy(() -> secured.check(localhost(saying("220 hello\r\n").port())))
        .isInstanceOf(IOException.class)
        .message()
        .isNotBlank();
  }

  private TestBackend endless(String text, int pauseMillis) {
    return keep(
        TestBackend.of(client -> {
          try {
            while (true) {
              client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
              Thread.sleep(pauseMillis);
            }
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        }));
  }

  @Test
  void noReplyIsWithoutEnd() {
    HealthCheck check = check(Tls.NONE);
    assertThatThrownBy(() -> check.check(localhost(endless("220-x\r\n", 0).port())))
        .hasMessage("a reply of more than 100 lines");
    assertThatThrownBy(() -> check.check(localhost(endless("220", 0).port())))
        .hasMessage("a line has more than 2048 bytes");
    TestBackend drip = endless("2", 20);
    TestBackend silent = keep(TestBackend.of(Behaviour.blackhole()));
    for (TestBackend slow : List.of(drip, silent)) {
      assertThatThrownBy(
              () -> check.check(target("localhost", slow.port(), Duration.ofMillis(500))))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("no answer within 500 ms");
    }
  }
}
