package io.weir.plugin.srv;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.discovery.Discovery;
import io.weir.api.text.AddressText;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A backend at each address of a name; asked for again when the shortest TTL is over. */
final class DnsDiscovery implements Discovery {
  private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

  /** A TTL of 0 says that nobody may keep the answer, not that the server wants to be flooded. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private static final Duration LONGEST = Duration.ofHours(1);

  /** As long as there is no backend, however long the zone wants that to be believed. */
  private static final Duration LONGEST_WITHOUT_BACKENDS = Duration.ofMinutes(1);

  private final DnsConfig config;
  private final Lookup lookup;
  private final Complaints complaints;
  private final Expiry expiry = new Expiry();

  DnsDiscovery(DnsConfig config, PluginContext context) {
    this.config = config;
    NameServers servers =
        config.dnsServer().map(NameServers::at).orElseGet(() -> NameServers.listedIn(RESOLV_CONF));
    lookup = new Lookup(new DnsClient(servers, config.dnsProtocol(), context.executor()));
    complaints = new Complaints(context);
  }

  @Override
  public List<Backend> fetch() throws IOException, InterruptedException {
    NavigableSet<InetAddress> addresses = new TreeSet<>(Addresses.ORDER);
    Duration lifetime = LONGEST;
    boolean exists = true;
    for (int type : config.dnsAddressFamily().types()) {
      Answer answer = lookup.find(config.dnsName().name(), type);
      answer.records().forEach(item -> Addresses.of(item).ifPresent(addresses::add));
      lifetime = least(lifetime, answer.lifetime());
      exists &= answer.exists();
    }
    if (addresses.isEmpty()) {
      lifetime = least(lifetime, LONGEST_WITHOUT_BACKENDS);
      complaints.noBackend(config.dnsName(), exists);
    } else {
      complaints.none();
    }
    expiry.in(lifetime.compareTo(SHORTEST) < 0 ? SHORTEST : lifetime);
    return addresses.stream()
        .map(address -> Backend.of(AddressText.of(address), config.dnsPort()))
        .toList();
  }

  @Override
  public void watch(Consumer<List<Backend>> changes) throws IOException, InterruptedException {
    while (true) {
      expiry.await();
      changes.accept(fetch());
    }
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
