package io.weir.plugin.builtin.health;

import io.weir.api.config.CommandLine;
import io.weir.api.config.EscapedText;
import io.weir.api.health.HealthCheckFactory;
import io.weir.api.health.HealthTarget;
import io.weir.plugin.builtin.BuiltinKinds;
import io.weir.plugin.builtin.NoKeys;
import io.weir.plugin.builtin.health.ProbeConfig.Protocol;
import io.weir.plugin.builtin.health.ProbeConfig.Strategy;
import io.weir.testkit.backend.CheckTargets;
import io.weir.testkit.contract.HealthCheckContract;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/** Every check does what the API asks of one. */
@Timeout(60)
class HealthChecksKeepTheContractTest {

  private abstract static class Contract extends HealthCheckContract {
    private final String kind;
    private final Record config;
    private final List<AutoCloseable> backends = new ArrayList<>();

    Contract(String kind, Record config) {
      this.kind = kind;
      this.config = config;
    }

    @Override
    protected HealthCheckFactory<?> factory() {
      return BuiltinKinds.healthCheck(kind);
    }

    @Override
    protected Record config() {
      return config;
    }

    /** A backend that is there until the test has ended. */
    final <B extends AutoCloseable> B keep(B backend) {
      backends.add(backend);
      return backend;
    }

    @AfterEach
    void closeBackends() throws Exception {
      for (AutoCloseable backend : backends) {
        backend.close();
      }
    }
  }

  @Nested
  class Ping extends Contract {
    Ping() {
      super("ping", new NoKeys());
    }

    @Override
    protected HealthTarget healthy() throws IOException {
      return CheckTargets.localhost(keep(AnsweringBackend.silent()).port());
    }

    @Override
    protected HealthTarget unhealthy() throws IOException {
      return CheckTargets.localhost(unusedPort());
    }

    @Override
    protected Optional<HealthTarget> hanging() throws IOException {
      return Optional.of(CheckTargets.localhost(keep(new FullBacklog()).port()));
    }
  }

  @Nested
  class ProbeOverTcp extends Contract {
    ProbeOverTcp() {
      super("probe", probe(Protocol.TCP));
    }

    @Override
    protected HealthTarget healthy() throws IOException {
      return CheckTargets.localhost(keep(AnsweringBackend.tcp("PING", "PONG")).port());
    }

    @Override
    protected HealthTarget unhealthy() throws IOException {
      return CheckTargets.localhost(keep(AnsweringBackend.tcp("PING", "PANG")).port());
    }

    @Override
    protected Optional<HealthTarget> hanging() throws IOException {
      return Optional.of(CheckTargets.localhost(keep(AnsweringBackend.silent()).port()));
    }
  }

  @Nested
  class ProbeOverUdp extends Contract {
    ProbeOverUdp() {
      super("probe", probe(Protocol.UDP));
    }

    @Override
    protected HealthTarget healthy() throws IOException {
      return answering("PONG");
    }

    @Override
    protected HealthTarget unhealthy() throws IOException {
      return answering("PANG");
    }

    @Override
    protected Optional<HealthTarget> hanging() throws IOException {
      return Optional.of(CheckTargets.localhost(keep(datagrams()).getLocalPort()));
    }

    private HealthTarget answering(String answer) throws IOException {
      DatagramSocket backend = keep(datagrams());
      Thread.ofVirtual().start(() -> answerAll(backend, answer));
      return CheckTargets.localhost(backend.getLocalPort());
    }

    private static DatagramSocket datagrams() throws IOException {
      return new DatagramSocket(0, InetAddress.getLoopbackAddress());
    }

    private static void answerAll(DatagramSocket backend, String answer) {
      byte[] bytes = answer.getBytes(StandardCharsets.US_ASCII);
      try {
        while (true) {
          var question = new DatagramPacket(new byte[100], 100);
          backend.receive(question);
          backend.send(new DatagramPacket(bytes, bytes.length, question.getSocketAddress()));
        }
      } catch (IOException e) {
        // Closed: the test is over.
      }
    }
  }

  @Nested
  class Smtp extends Contract {
    Smtp() {
      super("smtp", SmtpCheckTest.config(SmtpConfig.Tls.NONE, Optional.empty()));
    }

    @Override
    protected HealthTarget healthy() {
      return CheckTargets.localhost(
          keep(new SmtpConversation("220 hello\r\n", "250 ok\r\n", "221 bye\r\n")).port());
    }

    @Override
    protected HealthTarget unhealthy() {
      return CheckTargets.localhost(keep(new SmtpConversation("554 closed\r\n")).port());
    }

    @Override
    protected Optional<HealthTarget> hanging() throws IOException {
      return Optional.of(CheckTargets.localhost(keep(AnsweringBackend.silent()).port()));
    }
  }

  @Nested
  class Exec extends Contract {
    private static final String SCRIPT =
        "case $1 in 1) echo yes ;; 2) echo no ;; *) exec sleep 1000 ;; esac";

    Exec() {
      super(
          "exec",
          new ExecCheckConfig(CommandLine.parse(List.of("/bin/sh", "-c", SCRIPT)), "yes", "no"));
    }

    // With sh -c the first word behind the script, here the host, is $0, and the port is $1.
    @Override
    protected HealthTarget healthy() {
      return CheckTargets.localhost(1);
    }

    @Override
    protected HealthTarget unhealthy() {
      return CheckTargets.localhost(2);
    }

    @Override
    protected Optional<HealthTarget> hanging() {
      return Optional.of(CheckTargets.localhost(3));
    }
  }

  private static ProbeConfig probe(Protocol protocol) {
    return new ProbeConfig(protocol, EscapedText.parse("PING"), "PONG", Strategy.STARTS_WITH, 0);
  }

  private static int unusedPort() throws IOException {
    try (var backend = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return backend.getLocalPort();
    }
  }
}
