package io.weir.plugin.srv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.api.Backend;
import io.weir.api.config.HostPort;
import io.weir.testkit.peer.NameServer;
import io.weir.testkit.plugin.TestPluginContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Both kinds against BIND, over UDP and TCP. */
@Tag("peer")
@Timeout(120)
class BindTest {
  @TempDir private Path folder;
  @TempDir private Path data;
  private NameServer server;
  private TestPluginContext context;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
      context.close();
    }
  }

  private static Path program() {
    Optional<Path> program = NameServer.program();
    assumeTrue(program.isPresent(), "named is not installed (Debian package bind9)");
    return program.orElseThrow();
  }

  private void start(String zone, String records) throws IOException {
    context = new TestPluginContext(data);
    server = NameServer.start(program(), folder, Map.of(zone, records));
  }

  private List<Backend> srv(String name, DnsProtocol protocol) throws Exception {
    return srv(HostPort.parse(server.address()), name, protocol);
  }

  private List<Backend> srv(HostPort at, String name, DnsProtocol protocol) throws Exception {
    return new SrvDiscovery(new SrvConfig(at, LookupName.parse(name), protocol), context).fetch();
  }

  private List<String> dns(String name, DnsProtocol protocol) throws Exception {
    DnsConfig config =
        new DnsConfig(
            LookupName.parse(name),
            80,
            Optional.of(HostPort.parse(server.address())),
            protocol,
            AddressFamily.ANY);
    return new DnsDiscovery(config, context)
        .fetch().stream().map(backend -> backend.address().toString()).toList();
  }

  @ParameterizedTest
  @EnumSource(DnsProtocol.class)
  void findsWhatTheZoneHas(DnsProtocol protocol) throws Exception {
    start(
        "example.org",
        """
        _web._tcp IN SRV 10 60 8080 web1
        _web._tcp IN SRV 10 40 8081 web2
        _web._tcp IN SRV 20 0 8082 alias
        _web._tcp IN SRV 20 0 8083 elsewhere.example.com.
        _old._tcp IN CNAME _web._tcp
        web1 IN A 10.0.0.1
        web2 IN AAAA 2001:db8::2
        alias IN CNAME web3
        web3 IN A 10.0.0.3
        web3 IN A 10.0.0.4
        web3 IN AAAA 2001:db8::3
        away IN CNAME away.example.com.
        """);
    List<Backend> expected =
        List.of(
            backend("10.0.0.1", 8080, 10, 60, "web1.example.org"),
            backend("2001:db8::2", 8081, 10, 40, "web2.example.org"),
            backend("10.0.0.3", 8082, 20, 0, "alias.example.org"));

    assertThat(srv("_web._tcp.example.org", protocol)).isEqualTo(expected);
    assertThat(context.log())
        .singleElement()
        .asString()
        .contains("elsewhere.example.com:8083: ", "answers REFUSED");
    assertThat(srv("_old._tcp.example.org.", protocol)).as("through CNAME").isEqualTo(expected);
    assertThat(srv("_none._tcp.example.org", protocol)).as("NXDOMAIN").isEmpty();
    assertThat(srv("web1.example.org", protocol)).as("no SRV").isEmpty();
    assertThatThrownBy(() -> srv("_web._tcp.example.com", protocol))
        .hasMessageContaining("answers REFUSED to SRV _web._tcp.example.com.");

    assertThat(dns("alias.example.org", protocol))
        .containsExactly("10.0.0.3:80", "10.0.0.4:80", "[2001:db8::3]:80");
    assertThat(dns("none.example.org", protocol)).isEmpty();
    assertThat(dns("_web._tcp.example.org", protocol)).isEmpty();
    assertThatThrownBy(() -> dns("away.example.org", protocol))
        .hasMessageContaining("answers REFUSED to A away.example.com.");
  }

  private static Backend backend(String host, int port, int priority, int weight, String sni) {
    return new Backend(new HostPort(host, port), priority, weight, 0, sni);
  }

  /** Names so short that all records fit into one message; most addresses do not. */
  @ParameterizedTest
  @EnumSource(DnsProtocol.class)
  void findsTwoThousandRecords(DnsProtocol protocol) throws Exception {
    start(
        "s",
        IntStream.range(0, 2000)
            .mapToObj(i ->
                "_w._tcp IN SRV 1 1 80 h%1$d\nh%1$d IN A 10.1.%2$d.%3$d"
                    .formatted(i, i / 250, 1 + i % 250))
            .collect(Collectors.joining("\n")));

    List<Backend> found = srv("_w._tcp.s", protocol);

    assertThat(found).hasSize(2000).doesNotHaveDuplicates();
    assertThat(srv("_w._tcp.s", protocol)).as("in the same order").isEqualTo(found);
    assertThat(context.log()).isEmpty();
  }

  /** BIND's datagrams hold 1,232 bytes. */
  @Test
  void whatDoesNotFitIntoADatagramComesOverTcp() throws Exception {
    start(
        "example.org",
        IntStream.range(1, 251)
            .mapToObj(i -> "web IN A 10.0.0.%d".formatted(i))
            .collect(Collectors.joining("\n")));

    assertThat(dns("web.example.org", DnsProtocol.UDP)).hasSize(250);
  }

  /**
   * BIND sends signatures to those only who ask for them, as gobetween does, and breaks on them.
   * The relay in between asks for them in our name.
   */
  @ParameterizedTest
  @EnumSource(DnsProtocol.class)
  void signaturesDoNotDisturb(DnsProtocol protocol) throws Exception {
    context = new TestPluginContext(data);
    server =
        NameServer.startSigning(
            program(),
            folder,
            Map.of("example.org", "_web._tcp IN SRV 1 1 80 web1\nweb1 IN A 10.0.0.1"));
    AtomicInteger signatures = new AtomicInteger();
    try (ScriptedNameServer relay =
        ScriptedNameServer.start((question, tcp) -> {
          Message answer = signed(question, tcp);
          for (int section : List.of(Section.ANSWER, Section.ADDITIONAL)) {
            answer.getSection(section).stream()
                .filter(item -> item.getType() == Type.RRSIG)
                .forEach(_ -> signatures.incrementAndGet());
          }
          return answer.toWire();
        })) {
      HostPort at = new HostPort("127.0.0.1", relay.port());
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> {
            assertThat(srv(at, "_web._tcp.example.org", protocol))
                .containsExactly(backend("10.0.0.1", 80, 1, 1, "web1.example.org"));
            assertThat(signatures).as("signatures in the answers").hasPositiveValue();
          });
    }
  }

  private Message signed(Message question, boolean tcp) throws IOException {
    HostPort at = HostPort.parse(server.address());
    SimpleResolver resolver =
        new SimpleResolver(new InetSocketAddress(InetAddress.ofLiteral(at.host()), at.port()));
    resolver.setTCP(tcp);
    Message asking = new Message(question.getHeader().getID());
    asking.addRecord(question.getQuestion(), Section.QUESTION);
    asking.addRecord(new OPTRecord(4096, 0, 0, ExtendedFlags.DO), Section.ADDITIONAL);
    return resolver.send(asking);
  }
}
