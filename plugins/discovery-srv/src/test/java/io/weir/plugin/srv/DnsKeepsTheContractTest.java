package io.weir.plugin.srv;

import io.weir.api.Backend;
import io.weir.api.config.HostPort;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.contract.DiscoveryContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** The discovery {@code dns} does what the API asks of one, here over TCP. */
@Timeout(60)
class DnsKeepsTheContractTest extends DiscoveryContract {
  private final ScriptedNameServer server =
      ScriptedNameServer.start(
          ZoneScript.of("web.example.org. 60 A 10.0.0.1", "web.example.org. 60 AAAA ::1"));
  private final TestBackend refusing = TestBackend.of(Behaviour.closesImmediately());
  private final TestBackend silent = TestBackend.of(Behaviour.blackhole());

  @AfterEach
  void stop() {
    server.close();
    refusing.close();
    silent.close();
  }

  @Override
  protected DiscoveryFactory<?> factory() {
    return new DiscoverySrvPlugin().discoveries().get(1);
  }

  @Override
  protected Record config() {
    return at(new HostPort("127.0.0.1", server.port()));
  }

  @Override
  protected List<Backend> expected() {
    return List.of(Backend.of("10.0.0.1", 8080), Backend.of("::1", 8080));
  }

  @Override
  protected Optional<Record> failingConfig() {
    return Optional.of(at(HostPort.parse(refusing.address())));
  }

  @Override
  protected Optional<Record> hangingConfig() {
    return Optional.of(at(HostPort.parse(silent.address())));
  }

  private static Record at(HostPort server) {
    return new DnsConfig(
        LookupName.parse("web.example.org"),
        8080,
        Optional.of(server),
        DnsProtocol.TCP,
        AddressFamily.ANY);
  }
}
