package io.weir.plugin.builtin.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.config.EscapedText;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthResult.Status;
import io.weir.plugin.builtin.BackgroundCall;
import io.weir.plugin.builtin.health.ProbeConfig.Protocol;
import io.weir.plugin.builtin.health.ProbeConfig.Strategy;
import io.weir.testkit.backend.CheckTargets;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProbeCheckTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Test
  void comparesTheBeginningOfTheAnswer() throws Exception {
    try (var backend = AnsweringBackend.tcp("PING\u00ff\n", "PONG\u00aa\n and more")) {
      var target = CheckTargets.localhost(backend.port());

      assertThat(tcp("PING\\xFF\\n", "PONG\\xAA\\n").check(target))
          .isEqualTo(HealthResult.healthy());
      assertThat(tcp("PING\\xFF\\n", "PONG\\xAB\\n").check(target).status())
          .isEqualTo(Status.UNHEALTHY);
    }
  }

  @Test
  void putsAnAnswerTogetherThatComesInPieces() throws Exception {
    try (var backend = AnsweringBackend.tcpInPieces("PING", "P", "ON", "G")) {
      assertThat(tcp("PING", "PONG").check(CheckTargets.localhost(backend.port())))
          .isEqualTo(HealthResult.healthy());
    }
  }

  @Test
  void looksForAnExpressionInSoManyBytes() throws Exception {
    try (var backend = AnsweringBackend.tcp("PING", "status: ready, load 3")) {
      var target = CheckTargets.localhost(backend.port());

      assertThat(regexp("ready|idle", 13).check(target)).isEqualTo(HealthResult.healthy());
      assertThat(regexp("ready|idle", 12).check(target).status()).isEqualTo(Status.UNHEALTHY);
      assertThat(regexp("^ready", 13).check(target).status()).isEqualTo(Status.UNHEALTHY);
    }
  }

  @Test
  void failsOnAnAnswerThatEndsTooEarly() throws Exception {
    try (var backend = AnsweringBackend.tcp("PING", "PO")) {
      var target = CheckTargets.localhost(backend.port());

      assertThatThrownBy(() -> tcp("PING", "PONG").check(target))
          .isInstanceOf(EOFException.class)
          .hasMessage("the answer ended after 2 of 4 bytes");
    }
  }

  @Test
  void failsOnABackendThatDripsUntilTheTimeIsUp() throws Exception {
    // Each byte comes well within the timeout, all of them never.
    try (var backend = AnsweringBackend.dripping()) {
      var target = CheckTargets.target("localhost", backend.port(), Duration.ofMillis(300));

      assertThatThrownBy(() -> tcp("PING", "x".repeat(100_000)).check(target))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void stopsWaitingForAnAnswerWhenInterrupted() throws Exception {
    try (var backend = AnsweringBackend.silent();
        var call =
            BackgroundCall.of(
                () -> tcp("PING", "PONG").check(CheckTargets.localhost(backend.port())))) {
      backend.awaitQuestion();
      call.interrupt();

      assertThatThrownBy(call::answer).isInstanceOf(ClosedByInterruptException.class);
    }
  }

  @Test
  void asksWithADatagram() throws Exception {
    try (var backend = new DatagramSocket(0, LOOPBACK);
        var _ = BackgroundCall.of(() -> answer(backend, "PO", "NG and more"))) {
      assertThat(udp("PING", "PONG").check(CheckTargets.localhost(backend.getLocalPort())))
          .isEqualTo(HealthResult.healthy());
    }
  }

  @Test
  void failsWhereNobodyTakesDatagrams() throws Exception {
    int port;
    try (var backend = new DatagramSocket(0, LOOPBACK)) {
      port = backend.getLocalPort();
    }

    assertThatThrownBy(() -> udp("PING", "PONG").check(CheckTargets.localhost(port)))
        .isInstanceOf(IOException.class)
        .hasMessage("Port unreachable");
  }

  @Test
  void failsWhereNoDatagramComesInTime() throws Exception {
    try (var backend = new DatagramSocket(0, LOOPBACK)) {
      var target = CheckTargets.target("localhost", backend.getLocalPort(), Duration.ofMillis(100));

      assertThatThrownBy(() -> udp("PING", "PONG").check(target))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void stopsWaitingForADatagramWhenInterrupted() throws Exception {
    try (var backend = new DatagramSocket(0, LOOPBACK);
        var call =
            BackgroundCall.of(
                () -> udp("PING", "PONG").check(CheckTargets.localhost(backend.getLocalPort())))) {
      backend.receive(new DatagramPacket(new byte[4], 4));
      call.interrupt();

      assertThatThrownBy(call::answer).isInstanceOf(ClosedByInterruptException.class);
    }
  }

  private static Void answer(DatagramSocket backend, String... answers) throws IOException {
    var question = new DatagramPacket(new byte[100], 100);
    backend.receive(question);
    assertThat(Arrays.copyOf(question.getData(), question.getLength()))
        .isEqualTo("PING".getBytes(StandardCharsets.US_ASCII));
    for (String answer : answers) {
      byte[] bytes = answer.getBytes(StandardCharsets.US_ASCII);
      backend.send(new DatagramPacket(bytes, bytes.length, question.getSocketAddress()));
    }
    return null;
  }

  private static ProbeCheck tcp(String send, String recv) {
    return check(Protocol.TCP, send, recv, Strategy.STARTS_WITH, 0);
  }

  private static ProbeCheck udp(String send, String recv) {
    return check(Protocol.UDP, send, recv, Strategy.STARTS_WITH, 0);
  }

  private static ProbeCheck regexp(String recv, int length) {
    return check(Protocol.TCP, "PING", recv, Strategy.REGEXP, length);
  }

  private static ProbeCheck check(
      Protocol protocol, String send, String recv, Strategy strategy, int length) {
    return new ProbeCheck(
        new ProbeConfig(protocol, EscapedText.parse(send), recv, strategy, length));
  }
}
