package io.weir.plugin.srv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.Backend;
import io.weir.api.config.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What an answer says. */
class SrvDiscoveryTest extends SrvDiscoveryCase {

  @ParameterizedTest
  @EnumSource(DnsProtocol.class)
  void aRecordIsABackendAtTheAddressOfItsTarget(DnsProtocol protocol) throws Exception {
    server.answer(
        ZoneScript.of(
            NAME + " 60 SRV 10 5 8080 web1.example.org.",
            NAME + " 60 SRV 20 0 8081 web2.example.org.",
            "web1.example.org. 60 A 10.0.0.1",
            "web2.example.org. 60 AAAA 2001:db8::2"));

    assertThat(discovery(protocol).fetch())
        .containsExactly(
            backend("10.0.0.1", 8080, 10, 5, "web1.example.org"),
            backend("2001:db8::2", 8081, 20, 0, "web2.example.org"));
    assertThat(server.asked())
        .allMatch(line -> line.startsWith(protocol == DnsProtocol.TCP ? "tcp" : "udp"))
        .extracting(line -> line.substring(4))
        .containsExactlyInAnyOrder(
            "SRV " + NAME, "A web1.example.org.", "A web2.example.org.", "AAAA web2.example.org.");
    assertThat(context.log()).isEmpty();
  }

  @Test
  void addressesThatCameAlongAreNotAskedFor() throws Exception {
    server.answer(
        changed(
            reply ->
                add(
                    reply,
                    Section.ADDITIONAL,
                    "WEB1.example.org. 60 AAAA 2001:db8::1",
                    "web1.example.org. 60 A 10.0.0.10",
                    "web1.example.org. 60 A 10.0.0.9",
                    "other.example.org. 60 A 10.0.0.1"),
            NAME + " 60 SRV 1 1 80 web1.example.org."));

    assertThat(discovery.fetch())
        .containsExactly(backend("10.0.0.9", 80, 1, 1, "web1.example.org"));
    assertThat(server.asked()).containsExactly("udp SRV " + NAME);
  }

  /** gobetween takes each record of the answer for an SRV record, and panics. */
  @Test
  void signaturesAndAllElseInAnAnswerArePassedOver() throws Exception {
    String signature =
        " 60 RRSIG SRV 13 4 60 20400101000000 20200101000000 1 example.org. c2lnbmF0dXJl";
    server.answer(
        changed(
            reply -> {
              add(
                  reply,
                  Section.ANSWER,
                  NAME + signature,
                  NAME + " 60 TXT \"text\"",
                  NAME + " 60 TYPE65280 \\# 2 abcd",
                  "other.example.org. 60 SRV 1 1 81 web2.example.org.");
              add(
                  reply,
                  Section.ADDITIONAL,
                  "web1.example.org. 60 A 10.0.0.1",
                  "web1.example.org." + signature.replace("RRSIG SRV 13 4", "RRSIG A 13 3"));
            },
            NAME + " 60 SRV 1 1 80 web1.example.org."));

    assertThat(discovery.fetch())
        .containsExactly(backend("10.0.0.1", 80, 1, 1, "web1.example.org"));
  }

  @Test
  void theOrderDoesNotDependOnTheServers() throws Exception {
    String[] zone = {
      NAME + " 60 SRV 2 9 80 web1.example.org.",
      NAME + " 60 SRV 1 1 80 web2.example.org.",
      NAME + " 60 SRV 1 5 80 web3.example.org.",
      NAME + " 60 SRV 3 5 80 same-as-web3.example.org.",
      "web1.example.org. 60 A 10.0.0.1",
      "web2.example.org. 60 A 10.0.0.2",
      "web3.example.org. 60 A 10.0.0.3",
      "same-as-web3.example.org. 60 A 10.0.0.3",
    };
    server.answer(ZoneScript.of(zone));
    List<Backend> found = discovery.fetch();

    assertThat(found)
        .extracting(backend -> backend.address().host())
        .containsExactly("10.0.0.3", "10.0.0.2", "10.0.0.1");
    server.answer(ZoneScript.of(Arrays.asList(zone).reversed().toArray(String[]::new)));
    assertThat(discovery.fetch()).isEqualTo(found);
  }

  @Test
  void aTargetWithoutAddressIsPassedOverWithOneWarningForEachChange() throws Exception {
    server.answer(
        ZoneScript.of(
            NAME + " 60 SRV 1 1 80 web1.example.org.",
            NAME + " 60 SRV 1 1 81 nowhere.example.org.",
            NAME + " 60 SRV 1 1 0 web1.example.org.",
            "web1.example.org. 60 A 10.0.0.1",
            "nowhere.example.org. 60 TXT nothing"));
    assertThat(discovery.fetch()).hasSize(1);
    assertThat(discovery.fetch()).hasSize(1);

    assertThat(context.log())
        .singleElement()
        .asString()
        .contains("WARN", "records that give no backend are passed over", "records=\"2\"")
        .contains("nowhere.example.org:81: no address");

    server.answer(ZoneScript.of(NAME + " 60 SRV 1 1 0 web1.example.org."));
    assertThat(discovery.fetch()).isEmpty();
    assertThat(context.log()).hasSize(2);
  }

  @Test
  void aTargetThatTheServerRefusesIsPassedOver() throws Exception {
    ZoneScript zone =
        ZoneScript.of(
            NAME + " 60 SRV 1 1 80 web1.example.org.",
            NAME + " 60 SRV 1 1 80 web.example.com.",
            "web1.example.org. 60 A 10.0.0.1");
    server.answer((question, _) -> {
      Message reply = zone.reply(question);
      if (question.getQuestion().getName().toString().endsWith(".com.")) {
        reply.getHeader().setRcode(Rcode.REFUSED);
      }
      return reply.toWire();
    });

    assertThat(discovery.fetch())
        .containsExactly(backend("10.0.0.1", 80, 1, 1, "web1.example.org"));
    assertThat(context.log())
        .singleElement()
        .asString()
        .contains("web.example.com:80: 127.0.0.1:" + server.port() + " answers REFUSED to A");
  }

  @Test
  void aTargetThatCannotBeFoundOutKeepsItsAddress() throws Exception {
    ZoneScript zone =
        ZoneScript.of(
            NAME + " 60 SRV 1 1 80 web1.example.org.",
            NAME + " 60 SRV 1 2 80 web2.example.org.",
            "web1.example.org. 60 A 10.0.0.1",
            "web2.example.org. 60 A 10.0.0.2");
    server.answer(zone);
    List<Backend> found = discovery.fetch();
    assertThat(found).hasSize(2);

    server.answer((question, _) -> {
      Message reply = zone.reply(question);
      if (question.getQuestion().getType() != Type.SRV) {
        reply.getHeader().setRcode(Rcode.SERVFAIL);
      }
      return reply.toWire();
    });

    assertThat(discovery.fetch()).isEqualTo(found);
    assertThat(discovery.fetch()).isEqualTo(found);
    assertThatThrownBy(() -> discovery(DnsProtocol.UDP).fetch())
        .as("to one that never knew them, it is not that there are none")
        .isInstanceOf(IOException.class)
        .hasMessageContaining("answers SERVFAIL to A web");
  }

  @Test
  void theRootAsTargetSaysThatThereIsNoService() throws Exception {
    server.answer(ZoneScript.of(NAME + " 60 SRV 0 0 0 ."));

    assertThat(discovery.fetch()).isEmpty();
    assertThat(context.log()).isEmpty();
  }

  @Test
  void noSuchNameAndNoSuchRecordAreNoBackends() throws Exception {
    assertThat(discovery.fetch()).isEmpty();
    assertThat(discovery.fetch()).isEmpty();
    server.answer(ZoneScript.of(NAME + " 60 TXT nothing"));
    assertThat(discovery.fetch()).isEmpty();

    assertThat(context.log()).hasSize(2);
    assertThat(context.log().get(0)).contains("no backend is found", NAME + ": no such name");
    assertThat(context.log().get(1)).contains(NAME + ": no such record");
  }

  @Test
  void whatDoesNotFitIsAskedForOverTcp() throws Exception {
    ZoneScript zone =
        ZoneScript.of(NAME + " 60 SRV 1 1 80 web1.example.org.", "web1.example.org. 60 A 10.0.0.1");
    server.answer((question, tcp) -> {
      if (tcp || question.getQuestion().getType() != Type.SRV) {
        return zone.answer(question, tcp);
      }
      Message reply = ScriptedNameServer.reply(question);
      reply.getHeader().setFlag(Flags.TC);
      return reply.toWire();
    });

    assertThat(discovery.fetch()).hasSize(1);
    assertThat(server.asked())
        .containsExactly("udp SRV " + NAME, "tcp SRV " + NAME, "udp A web1.example.org.");
  }

  @Test
  void datagramsOf4096BytesAreAskedFor() throws Exception {
    AtomicInteger size = new AtomicInteger();
    server.answer((question, _) -> {
      size.set(question.getOPT().getPayloadSize());
      return ScriptedNameServer.reply(question).toWire();
    });

    assertThat(discovery.fetch()).isEmpty();
    assertThat(size).hasValue(4096);
  }

  @Test
  void anAliasIsFollowedInOneAnswerAndFromAnswerToAnswer() throws Exception {
    server.answer(
        changed(
            reply -> add(reply, Section.ANSWER, "a.example.org. 60 CNAME b.example.org."),
            NAME + " 60 CNAME a.example.org.",
            "b.example.org. 60 SRV 1 1 80 alias.example.org.",
            "alias.example.org. 60 CNAME web1.example.org.",
            "web1.example.org. 60 A 10.0.0.1"));

    assertThat(discovery.fetch())
        .containsExactly(backend("10.0.0.1", 80, 1, 1, "alias.example.org"));
    assertThat(server.asked())
        .containsExactly(
            "udp SRV " + NAME,
            "udp SRV b.example.org.",
            "udp A alias.example.org.",
            "udp A web1.example.org.");
  }

  @Test
  void aServerIsNamedByItsNameOrAnIpv6Address() throws Exception {
    ZoneScript zone =
        ZoneScript.of(NAME + " 60 SRV 1 1 80 web1.example.org.", "web1.example.org. 60 A 10.0.0.1");
    server.answer(zone);
    try (ScriptedNameServer ipv6 = ScriptedNameServer.start(InetAddress.ofLiteral("::1"), zone)) {
      for (HostPort address :
          List.of(new HostPort("localhost", server.port()), new HostPort("::1", ipv6.port()))) {
        SrvConfig config = new SrvConfig(address, LookupName.parse(NAME), DnsProtocol.UDP);
        assertThat(new SrvDiscovery(config, context).fetch()).hasSize(1);
      }
    }
  }
}
