package io.weir.plugin.srv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.config.HostPort;
import io.weir.api.config.InvalidConfigException;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/** What is no answer. */
class SrvFailureTest extends SrvDiscoveryCase {

  @ParameterizedTest
  @ValueSource(ints = {Rcode.SERVFAIL, Rcode.REFUSED, Rcode.FORMERR, Rcode.NOTIMP})
  void anErrorIsAFailure(int rcode) {
    server.answer(changed(reply -> reply.getHeader().setRcode(rcode)));

    assertThatThrownBy(discovery::fetch)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "127.0.0.1:%d answers %s to SRV %s"
                .formatted(server.port(), Rcode.string(rcode), NAME));
    assertThat(server.asked()).as("it is not asked again").hasSize(1);
  }

  @Test
  void aReferralIsAFailure() {
    server.answer(
        changed(reply -> {
          reply.getHeader().setRcode(Rcode.NOERROR);
          add(reply, Section.AUTHORITY, "example.org. 60 NS ns.example.org.");
        }));

    assertThatThrownBy(discovery::fetch)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("names other servers (expected: a server that asks them itself)");
  }

  @Test
  void aQuestionThatComesBackIsNoAnswer() {
    server.answer((question, _) -> question.toWire());

    assertThatThrownBy(discovery::fetch)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("sends the question back (expected: a name server)");
  }

  @Test
  void whatIsNoMessageIsAFailure() {
    server.answer((question, _) -> Arrays.copyOf(ScriptedNameServer.reply(question).toWire(), 14));

    assertThatThrownBy(discovery::fetch)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("127.0.0.1:" + server.port() + ": ");
  }

  @Test
  void aLostDatagramIsSentAgain() throws Exception {
    ZoneScript zone =
        ZoneScript.of(NAME + " 60 SRV 1 1 80 web1.example.org.", "web1.example.org. 60 A 10.0.0.1");
    AtomicInteger questions = new AtomicInteger();
    server.answer(
        (question, tcp) -> questions.getAndIncrement() == 0 ? null : zone.answer(question, tcp));

    assertThat(discovery.fetch()).hasSize(1);
    assertThat(server.asked())
        .containsExactly("udp SRV " + NAME, "udp SRV " + NAME, "udp A web1.example.org.");
  }

  @Test
  void aliasesThatNeverEndAreAFailure() {
    server.answer(
        changed(_ -> {}, NAME + " 60 CNAME a.example.org.", "a.example.org. 60 CNAME " + NAME));

    assertThatThrownBy(discovery::fetch)
        .isInstanceOf(IOException.class)
        .hasMessage(NAME + ": more than 16 aliases (CNAME)");
    assertThat(server.asked()).hasSize(17);
  }

  @Test
  void aServerThatNobodyIsAtIsAFailure() {
    server.close();

    for (DnsProtocol protocol : DnsProtocol.values()) {
      assertThatThrownBy(() -> discovery(protocol).fetch())
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("127.0.0.1:" + server.port() + ": ");
    }
  }

  @Test
  void aConnectionThatEndsEarlyIsAFailure() {
    server.answer((_, _) -> new byte[0]);

    assertThatThrownBy(() -> discovery(DnsProtocol.TCP).fetch())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("127.0.0.1:" + server.port() + ": ");
  }

  @Test
  void aServerWithoutPortIsRefused() {
    LookupName name = LookupName.parse(NAME);

    assertThatThrownBy(() -> new SrvConfig(new HostPort("127.0.0.1", 0), name, DnsProtocol.UDP))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("srv_lookup_server (expected: host:port, the port from 1 to 65535)");
  }
}
