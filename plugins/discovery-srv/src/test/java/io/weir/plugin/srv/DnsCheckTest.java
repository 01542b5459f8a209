package io.weir.plugin.srv;

import static io.weir.testkit.backend.CheckTargets.localhost;
import static io.weir.testkit.backend.CheckTargets.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.api.config.HostPort;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.peer.NameServer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/** Kind {@code dns} against BIND, and against servers that no sound one is like. */
@Timeout(60)
class DnsCheckTest {
  private static final Duration SHORT = Duration.ofMillis(500);

  @TempDir private Path folder;
  private ScriptedNameServer scripted = ScriptedNameServer.start((_, _) -> null);

  @AfterEach
  void stop() {
    scripted.close();
  }

  static DnsCheckConfig config(
      String name, String type, DnsProtocol protocol, String rcode, Optional<String> answer) {
    return new DnsCheckConfig(
        LookupName.parse(name),
        RecordType.parse(type),
        protocol,
        ExpectedRcode.parse(rcode),
        answer);
  }

  private static DnsCheck www(DnsProtocol protocol) {
    return check("www.example.org", "A", protocol, "NOERROR", null);
  }

  private static DnsCheck check(
      String name, String type, DnsProtocol protocol, String rcode, String answer) {
    return new DnsCheck(config(name, type, protocol, rcode, Optional.ofNullable(answer)));
  }

  private HealthTarget answering(ScriptedNameServer.Script script) {
    scripted.close();
    scripted = ScriptedNameServer.start(script);
    return target("localhost", scripted.port(), SHORT);
  }

  @Tag("peer")
  @ParameterizedTest
  @EnumSource(DnsProtocol.class)
  void byBind(DnsProtocol protocol) throws Exception {
    Optional<Path> program = NameServer.program();
    assumeTrue(program.isPresent(), "named is not installed (Debian package bind9)");
    String records =
        """
        www IN A 10.0.0.1
        www IN A 10.0.0.2
        alias IN CNAME www
        six IN AAAA 2001:db8::1
        @ IN MX 10 Mail
        text IN TXT "so far" "so good"
        """
            + IntStream.range(1, 251)
                .mapToObj("many IN A 10.1.0.%d"::formatted)
                .collect(Collectors.joining("\n"));
    try (NameServer server =
        NameServer.start(program.orElseThrow(), folder, Map.of("example.org", records))) {
      HealthTarget target = localhost(HostPort.parse(server.address()).port());
      for (DnsCheck well :
          List.of(
              www(protocol),
              check("www.example.org.", "A", protocol, "NOERROR", "10.0.0.2"),
              check("alias.example.org", "A", protocol, "NOERROR", "10.0.0.1"),
              check("six.example.org", "AAAA", protocol, "NOERROR", "2001:DB8:0:0::1"),
              check("example.org", "MX", protocol, "NOERROR", "10 mail.EXAMPLE.org"),
              check("text.example.org", "TXT", protocol, "NOERROR", "\"so far\" \"so good\""),
              check("many.example.org", "A", protocol, "NOERROR", "10.1.0.250"),
              check("none.example.org", "A", protocol, "NOERROR, NXDOMAIN", null),
              check("www.example.com", "A", protocol, "REFUSED", null))) {
        assertThat(well.check(target)).isEqualTo(HealthResult.healthy());
      }
      assertThat(check("none.example.org", "A", protocol, "NOERROR", null).check(target))
          .isEqualTo(HealthResult.unhealthy("NXDOMAIN to A none.example.org (expected: NOERROR)"));
      assertThat(check("www.example.com", "SOA", protocol, "NXDOMAIN, NOERROR", null).check(target))
          .isEqualTo(
              HealthResult.unhealthy(
                  "REFUSED to SOA www.example.com (expected: NOERROR, NXDOMAIN)"));
      assertThat(check("www.example.org", "A", protocol, "NOERROR", "10.0.0.3").check(target))
          .isEqualTo(
              HealthResult.unhealthy(
                  "no record in the answer to A www.example.org is as in dns_answer"));
      assertThat(check("six.example.org", "A", protocol, "NOERROR", "10.0.0.3").check(target))
          .isEqualTo(
              HealthResult.unhealthy(
                  "no record in the answer to A six.example.org is as in dns_answer"));
    }
  }

  @ParameterizedTest
  @EnumSource(DnsProtocol.class)
  void silenceEndsAtTheTimeout(DnsProtocol protocol) {
    HealthTarget silent = answering((_, _) -> null);
    assertThatThrownBy(() -> www(protocol).check(silent))
        .isInstanceOf(SocketTimeoutException.class);
  }

  /** Over UDP it may be forged, so it is waited for another one; a connection belongs to one. */
  @ParameterizedTest
  @EnumSource(DnsProtocol.class)
  void anAnswerToSomethingElseIsNone(DnsProtocol protocol) {
    for (ScriptedNameServer.Script script :
        List.<ScriptedNameServer.Script>of(
            (question, _) -> question.toWire(),
            (question, _) -> new byte[] {1, 2, 3},
            (question, _) -> {
              Message reply = ScriptedNameServer.reply(question);
              reply.getHeader().setID(question.getHeader().getID() ^ 1);
              return reply.toWire();
            },
            (question, _) -> {
              Message other = new Message(question.getHeader().getID());
              other.getHeader().setFlag(Flags.QR);
              other.addRecord(ZoneScript.records("other.example.org. 60 A 10.0.0.1").getFirst(), 0);
              return other.toWire();
            })) {
      HealthTarget target = answering(script);
      assertThatThrownBy(() -> www(protocol).check(target)).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(DnsProtocol.class)
  void aServerThatFailsIsUnhealthy(DnsProtocol protocol) throws Exception {
    HealthTarget failing =
        answering((question, _) -> {
          Message reply = new Message(question.getHeader().getID());
          reply.getHeader().setFlag(Flags.QR);
          reply.getHeader().setRcode(Rcode.SERVFAIL);
          return reply.toWire();
        });
    assertThat(www(protocol).check(failing))
        .isEqualTo(HealthResult.unhealthy("SERVFAIL to A www.example.org (expected: NOERROR)"));
  }

  @Test
  void whereNobodyListensItSaysSo() throws Exception {
    int unused;
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      unused = socket.getLocalPort();
    }
    assertThatThrownBy(() -> www(DnsProtocol.UDP).check(localhost(unused)))
        .hasMessage("Port unreachable");
    assertThatThrownBy(() -> www(DnsProtocol.TCP).check(localhost(unused)))
        .hasMessage("Connection refused");
  }

  @Test
  void whatDripsOrBreaksOffOverTcpIsUnhealthy() {
    try (TestBackend drip =
            TestBackend.of(client -> {
              try {
                while (true) {
                  client.getOutputStream().write(1);
                  Thread.sleep(20);
                }
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
            });
        TestBackend resetting = TestBackend.of(Behaviour.resetsImmediately());
        // It has read the question, so that it does not reset.
        TestBackend closing =
            TestBackend.of(
                client -> assertThat(client.getInputStream().read(new byte[500])).isPositive())) {
      assertThatThrownBy(() -> www(DnsProtocol.TCP).check(target("localhost", drip.port(), SHORT)))
          .hasMessage("no answer within 500 ms");
      assertThatThrownBy(() -> www(DnsProtocol.TCP).check(localhost(resetting.port())))
          .isInstanceOf(IOException.class)
          .message()
          .isNotBlank();
      assertThatThrownBy(() -> www(DnsProtocol.TCP).check(localhost(closing.port())))
          .hasMessage("the connection ends before the answer");
    }
  }

  @ParameterizedTest
  @CsvSource({"A,ten", "A,2001:db8::1", "MX,mail.example.org", "SOA,x", "A,''"})
  void anAnswerIsOneOfItsType(String type, String answer) {
    assertThatThrownBy(
            () -> config("example.org", type, DnsProtocol.UDP, "NOERROR", Optional.of(answer)))
        .isInstanceOfSatisfying(
            InvalidConfigException.class, e -> assertThat(e.key()).isEqualTo("dns_answer"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ANY", "AXFR", "OPT", "X", "A A"})
  void whatIsNoTypeOfRecordsIsRefused(String text) {
    assertThatThrownBy(() -> RecordType.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a type of DNS records, such as A, SOA or TXT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "OK", "NOERROR,"})
  void whatIsNoCodeIsRefused(String text) {
    assertThatThrownBy(() -> ExpectedRcode.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a response code of the DNS, such as NOERROR or NXDOMAIN");
  }
}
