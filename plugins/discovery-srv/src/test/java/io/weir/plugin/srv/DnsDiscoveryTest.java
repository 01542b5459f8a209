package io.weir.plugin.srv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.api.Backend;
import io.weir.api.config.HostPort;
import io.weir.api.config.InvalidConfigException;
import io.weir.testkit.plugin.TestPluginContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Backends by the addresses of a name, and when they are asked for again. */
@Timeout(60)
class DnsDiscoveryTest {
  private static final String NAME = "web.example.org.";

  @TempDir private Path folder;
  private TestPluginContext context;
  private ScriptedNameServer server;
  private DnsDiscovery discovery;

  @BeforeEach
  void start() {
    context = new TestPluginContext(folder);
    server = ScriptedNameServer.start(ZoneScript.of());
    discovery = discovery(AddressFamily.ANY);
  }

  @AfterEach
  void stop() {
    server.close();
    context.close();
  }

  private DnsDiscovery discovery(AddressFamily family) {
    return new DnsDiscovery(config(8080, server.port(), family), context);
  }

  private static DnsConfig config(int port, int serverPort, AddressFamily family) {
    return new DnsConfig(
        LookupName.parse(NAME),
        port,
        Optional.of(new HostPort("127.0.0.1", serverPort)),
        DnsProtocol.UDP,
        family);
  }

  private static List<String> addresses(List<Backend> backends) {
    return backends.stream().map(backend -> backend.address().toString()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ANY  | 10.0.0.9:8080, 10.0.0.10:8080, [2001:db8::9]:8080, [2001:db8::10]:8080
          IPV4 | 10.0.0.9:8080, 10.0.0.10:8080
          IPV6 | [2001:db8::9]:8080, [2001:db8::10]:8080
          """)
  void eachAddressIsABackend(AddressFamily family, String expected) throws Exception {
    server.answer(
        ZoneScript.of(
            NAME + " 60 A 10.0.0.10",
            NAME + " 60 A 10.0.0.9",
            NAME + " 60 AAAA 2001:db8::10",
            NAME + " 60 AAAA 2001:db8::9"));

    assertThat(addresses(discovery(family).fetch())).containsExactly(expected.split(", "));
  }

  @Test
  void anAliasOutOfTheZoneIsFollowed() throws Exception {
    server.answer(
        ZoneScript.of(NAME + " 60 CNAME web.example.com.", "web.example.com. 60 A 10.0.0.1"));

    assertThat(addresses(discovery.fetch())).containsExactly("10.0.0.1:8080");
  }

  @Test
  void noSuchNameAndNoAddressAreNoBackends() throws Exception {
    assertThat(discovery.fetch()).isEmpty();
    assertThat(discovery.fetch()).isEmpty();
    server.answer(ZoneScript.of(NAME + " 60 TXT nothing"));
    assertThat(discovery.fetch()).isEmpty();

    assertThat(context.log()).hasSize(2);
    assertThat(context.log().get(0)).contains("WARN", "no backend is found", "no such name");
    assertThat(context.log().get(1)).contains("no such record");
  }

  @Test
  void oneFamilyThatCannotBeFoundOutIsAFailure() {
    ZoneScript zone = ZoneScript.of(NAME + " 60 A 10.0.0.1");
    server.answer((question, _) -> {
      Message reply = zone.reply(question);
      if (question.getQuestion().getType() == Type.AAAA) {
        reply.getHeader().setRcode(Rcode.SERVFAIL);
      }
      return reply.toWire();
    });

    assertThatThrownBy(discovery::fetch)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("answers SERVFAIL to AAAA " + NAME);
  }

  @Test
  void theWatchAsksAgainWhenTheTtlIsOver() throws Exception {
    server.answer(ZoneScript.of(NAME + " 1 A 10.0.0.1"));
    assertThat(addresses(discovery.fetch())).containsExactly("10.0.0.1:8080");
    try (Watch watch = new Watch()) {
      server.answer(ZoneScript.of(NAME + " 1 A 10.0.0.2"));
      assertThat(watch.next()).containsExactly("10.0.0.2:8080");
      server.answer(ZoneScript.of(NAME + " 3600 A 10.0.0.3"));
      await().untilAsserted(() -> assertThat(watch.next()).containsExactly("10.0.0.3:8080"));

      int asked = server.asked().size();
      assertThat(watch.after(Duration.ofSeconds(2))).as("within the hour").isNull();
      assertThat(server.asked()).hasSize(asked);
      server.answer(ZoneScript.of(NAME + " 0 A 10.0.0.4"));
      assertThat(addresses(discovery.fetch())).containsExactly("10.0.0.4:8080");
      assertThat(watch.next()).as("a look-up at the interval tells of a shorter TTL").isNotNull();
    }
  }

  /** The TTL of the alias is over first. */
  @Test
  void theShortestTtlCounts() throws Exception {
    server.answer(
        ZoneScript.of(
            NAME + " 1 CNAME a.example.org.",
            "a.example.org. 3600 A 10.0.0.1",
            "a.example.org. 3600 AAAA ::1"));
    assertThat(discovery.fetch()).hasSize(2);
    try (Watch watch = new Watch()) {
      assertThat(watch.next()).hasSize(2);
    }
  }

  /** RFC 2308: the zone says how long "there is none" holds. */
  @Test
  void thatThereIsNoneHoldsAsLongAsTheZoneSays() throws Exception {
    server.answer((question, _) -> {
      Message reply = ZoneScript.of().reply(question);
      ZoneScript.records("example.org. 3600 SOA ns.example.org. admin.example.org. 1 60 60 60 1")
          .forEach(item -> reply.addRecord(item, Section.AUTHORITY));
      return reply.toWire();
    });
    assertThat(discovery.fetch()).isEmpty();
    try (Watch watch = new Watch()) {
      server.answer(ZoneScript.of(NAME + " 3600 A 10.0.0.1", NAME + " 3600 AAAA ::1"));
      assertThat(watch.next()).hasSize(2);
    }
  }

  @Test
  void theWatchEndsWithTheFailureOfALookUp() throws Exception {
    server.answer(ZoneScript.of(NAME + " 0 A 10.0.0.1"));
    assertThat(discovery.fetch()).hasSize(1);
    server.answer((question, _) -> {
      Message reply = ScriptedNameServer.reply(question);
      reply.getHeader().setRcode(Rcode.SERVFAIL);
      return reply.toWire();
    });

    assertThatThrownBy(() -> discovery.watch(_ -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("SERVFAIL");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65536})
  void aPortThatIsNoneIsRefused(int port) {
    assertThatThrownBy(() -> config(port, 53, AddressFamily.ANY))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("dns_port (expected: a port from 1 to 65535)");
  }

  @Test
  void aServerWithoutPortIsRefused() {
    assertThatThrownBy(() -> config(80, 0, AddressFamily.ANY))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("dns_server (expected: host:port, the port from 1 to 65535)");
  }

  /** A watch under way. */
  private final class Watch implements AutoCloseable {
    private final BlockingQueue<List<Backend>> told = new LinkedBlockingQueue<>();
    private final Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(
                new FutureTask<>(() -> {
                  discovery.watch(told::add);
                  return true;
                }));

    /** What it tells next, within some seconds. */
    List<String> next() throws InterruptedException {
      List<String> list = after(Duration.ofSeconds(10));
      assertThat(list).as("what the watch tells").isNotNull();
      return list;
    }

    /** What it tells next; null if it does not within that time. */
    List<String> after(Duration limit) throws InterruptedException {
      List<Backend> list = told.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
      return list == null ? null : addresses(list);
    }

    @Override
    public void close() throws InterruptedException {
      thread.interrupt();
      assertThat(thread.join(Duration.ofSeconds(5))).isTrue();
    }
  }
}
