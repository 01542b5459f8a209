package io.weir.plugin.srv;

import io.weir.api.Backend;
import io.weir.api.config.HostPort;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.testkit.contract.DiscoveryContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/** The discovery {@code srv} does what the API asks of one. */
@Timeout(60)
class SrvKeepsTheContractTest extends DiscoveryContract {
  private final ScriptedNameServer server =
      ScriptedNameServer.start(
          ZoneScript.of(
              "web.example.org. 60 SRV 1 5 80 a.example.org.",
              "web.example.org. 60 SRV 2 0 81 b.example.org.",
              "a.example.org. 60 A 10.0.0.1",
              "b.example.org. 60 AAAA ::1"));
  private final ScriptedNameServer failing =
      ScriptedNameServer.start((question, _) -> {
        Message reply = ScriptedNameServer.reply(question);
        reply.getHeader().setRcode(Rcode.SERVFAIL);
        return reply.toWire();
      });
  private final ScriptedNameServer silent = ScriptedNameServer.start((_, _) -> null);

  @AfterEach
  void stop() {
    server.close();
    failing.close();
    silent.close();
  }

  @Override
  protected DiscoveryFactory<?> factory() {
    return new DiscoverySrvPlugin().discoveries().getFirst();
  }

  @Override
  protected Record config() {
    return at(server);
  }

  @Override
  protected List<Backend> expected() {
    return List.of(
        Backend.of("10.0.0.1", 80).withWeight(5).withSni("a.example.org"),
        Backend.of("::1", 81).withPriority(2).withWeight(0).withSni("b.example.org"));
  }

  @Override
  protected Optional<Record> failingConfig() {
    return Optional.of(at(failing));
  }

  @Override
  protected Optional<Record> hangingConfig() {
    return Optional.of(at(silent));
  }

  private static Record at(ScriptedNameServer server) {
    return new SrvConfig(
        new HostPort("127.0.0.1", server.port()),
        LookupName.parse("web.example.org"),
        DnsProtocol.UDP);
  }
}
