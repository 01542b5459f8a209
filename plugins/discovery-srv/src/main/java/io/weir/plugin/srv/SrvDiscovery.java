package io.weir.plugin.srv;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.discovery.Discovery;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.xbill.DNS.Name;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A backend for each SRV record of a name. A target that cannot be found out at the moment keeps
 * the address that it had.
 */
final class SrvDiscovery implements Discovery {
  private final SrvConfig config;
  private final Lookup lookup;
  private final Targets targets;
  private final Complaints complaints;

  /** Where targets were the last time; there is never more than one look-up under way. */
  private volatile Map<Name, InetAddress> known = Map.of();

  SrvDiscovery(SrvConfig config, PluginContext context) {
    this.config = config;
    NameServers server = NameServers.at(config.srvLookupServer());
    lookup = new Lookup(new DnsClient(server, config.srvDnsProtocol(), context.executor()));
    targets = new Targets(lookup, context.executor());
    complaints = new Complaints(context);
  }

  @Override
  public List<Backend> fetch() throws IOException, InterruptedException {
    Answer answer = lookup.find(config.srvLookupPattern().name(), Type.SRV);
    if (answer.records().isEmpty()) {
      complaints.noBackend(config.srvLookupPattern(), answer.exists());
      return List.of();
    }
    List<SRVRecord> records =
        answer.records().stream()
            .map(SRVRecord.class::cast)
            // RFC 2782: the root says that the service is decidedly not offered.
            .filter(item -> !item.getTarget().equals(Name.root))
            .toList();
    Map<Name, Target> places = places(records, answer);
    SrvBackends found = new SrvBackends(records, places);
    if (found.backends().isEmpty()) {
      requireNothingUnknown(places);
    }
    complaints.passedOver(found.wrong());
    return found.backends();
  }

  private Map<Name, Target> places(List<SRVRecord> records, Answer answer)
      throws IOException, InterruptedException {
    Map<Name, InetAddress> addresses =
        Addresses.byName(answer.message().getSection(Section.ADDITIONAL));
    Set<Name> names = records.stream().map(SRVRecord::getTarget).collect(Collectors.toSet());
    addresses.keySet().retainAll(names);
    names.removeAll(addresses.keySet());
    Map<Name, Target> places = targets.find(names);
    places.replaceAll((name, target) ->
        target instanceof Target.Unknown && known.containsKey(name)
            ? new Target.Found(known.get(name))
            : target);
    addresses.forEach((name, address) -> places.put(name, new Target.Found(address)));
    known = found(places);
    return places;
  }

  private static Map<Name, InetAddress> found(Map<Name, Target> places) {
    Map<Name, InetAddress> found = new HashMap<>();
    places.forEach((name, target) -> {
      if (target instanceof Target.Found(InetAddress address)) {
        found.put(name, address);
      }
    });
    return found;
  }

  /** Else "none" would be told where nothing is known. */
  private static void requireNothingUnknown(Map<Name, Target> places) throws IOException {
    for (Target target : places.values()) {
      if (target instanceof Target.Unknown(IOException failure)) {
        throw failure;
      }
    }
  }
}
