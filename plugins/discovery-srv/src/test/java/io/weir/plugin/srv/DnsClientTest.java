package io.weir.plugin.srv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.config.HostPort;
import io.weir.testkit.backend.TestBackend;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** Several servers, of which some do not answer, or answer nothing of use. */
@Timeout(60)
class DnsClientTest {
  private static final ScriptedNameServer.Script ANSWER =
      (question, _) -> ScriptedNameServer.reply(question).toWire();

  @Test
  void theNextServerIsAskedWhereOneIsSilentOrFails() throws Exception {
    try (ExecutorService executor = Executors.newThreadPerTaskExecutor(Thread::new);
        ScriptedNameServer gone = ScriptedNameServer.start(ANSWER);
        ScriptedNameServer silent = ScriptedNameServer.start((_, _) -> null);
        ScriptedNameServer failing =
            ScriptedNameServer.start((question, _) -> {
              Message reply = ScriptedNameServer.reply(question);
              reply.getHeader().setRcode(Rcode.REFUSED);
              return reply.toWire();
            });
        ScriptedNameServer sound = ScriptedNameServer.start(ANSWER);
        ScriptedNameServer idle = ScriptedNameServer.start(ANSWER)) {
      gone.close();
      List<InetSocketAddress> servers =
          List.of(at(gone), at(silent), at(failing), at(sound), at(idle));
      DnsClient client = new DnsClient(() -> servers, DnsProtocol.UDP, executor);

      assertThat(client.ask(Name.fromString("www.example.org."), Type.A).getRcode())
          .isEqualTo(Rcode.NOERROR);
      assertThat(silent.asked()).hasSize(1);
      assertThat(failing.asked()).hasSize(1);
      assertThat(sound.asked()).hasSize(1);
      assertThat(idle.asked()).isEmpty();
    }
  }

  /** Each byte comes in time, and the last of them in a day. */
  @Test
  void anAnswerThatDripsIsNotWaitedFor() {
    try (ExecutorService executor = Executors.newThreadPerTaskExecutor(Thread::new);
        TestBackend dripping =
            TestBackend.of(connection -> {
              OutputStream out = connection.getOutputStream();
              out.write(new byte[] {(byte) 0xff, (byte) 0xff});
              while (connection.getInputStream().available() >= 0) {
                out.write(0);
                LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
              }
            })) {
      HostPort address = HostPort.parse(dripping.address());
      DnsClient client = new DnsClient(NameServers.at(address), DnsProtocol.TCP, executor);

      assertThatThrownBy(() -> client.ask(Name.fromString("www.example.org."), Type.A))
          .isInstanceOf(IOException.class)
          .hasMessage(address + " does not answer");
      assertThat(dripping.accepted()).isEqualTo(2);
    }
  }

  private static InetSocketAddress at(ScriptedNameServer server) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), server.port());
  }
}
