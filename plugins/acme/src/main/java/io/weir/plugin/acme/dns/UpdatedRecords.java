package io.weir.plugin.acme.dns;

import io.weir.api.config.HostPort;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** Changes the DNS by dynamic updates (RFC 2136). */
final class UpdatedRecords implements TxtRecords {
  /** As many as resolvers follow. */
  private static final int MOST_ALIASES = 8;

  private final DnsClient client;
  private final HostPort server;
  private final @Nullable HostPort resolver;
  private final @Nullable Name zone;
  private final @Nullable TSIG key;
  private final long ttl;

  /** Where each record was put, so that it is taken away there. */
  private final Map<Wanted, Place> places = new ConcurrentHashMap<>();

  private record Wanted(String name, String value) {}

  private record Place(Name zone, TXTRecord record) {}

  /**
   * Updates at one server.
   *
   * @param server the primary
   * @param key what updates are signed with; they are not if null
   */
  UpdatedRecords(DnsClient client, HostPort server, DnsConfig config, @Nullable TSIG key) {
    this.client = client;
    this.server = server;
    this.resolver = config.resolver().orElse(null);
    this.zone = config.zone().map(DnsResponders::name).orElse(null);
    this.key = key;
    this.ttl = config.ttl().toSeconds();
  }

  @Override
  public String add(String name, String value) throws IOException, InterruptedException {
    Name target = target(DnsResponders.name(name));
    Place place = new Place(zoneOf(target), new TXTRecord(target, DClass.IN, ttl, value));
    // Noted before: if the answer is lost it may be there all the same.
    places.put(new Wanted(name, value), place);
    Update update = new Update(place.zone());
    update.add(place.record());
    client.update(server, update, key);
    return target.toString();
  }

  @Override
  public void remove(String name, String value) throws IOException, InterruptedException {
    Place place = places.remove(new Wanted(name, value));
    if (place != null) {
      Update update = new Update(place.zone());
      update.delete(place.record());
      client.update(server, update, key);
    }
  }

  /** Where a chain of aliases ends. */
  private Name target(Name name) throws IOException, InterruptedException {
    Name target = name;
    for (int i = 0; i < MOST_ALIASES; i++) {
      Optional<Name> next = alias(target);
      if (next.isEmpty()) {
        return target;
      }
      target = next.get();
    }
    throw new IOException(
        name + ": more than " + MOST_ALIASES + " CNAMEs (expected: an end before)");
  }

  private Optional<Name> alias(Name name) throws IOException, InterruptedException {
    Message answer = client.ask(resolver == null ? server : resolver, name, Type.CNAME);
    if (resolver == null && !answer.getHeader().getFlag(Flags.AA)) {
      // Not of a zone of this server.
      answer = client.ask(null, name, Type.CNAME);
    }
    return DnsClient.records(answer, name, CNAMERecord.class)
        .map(CNAMERecord::getTarget)
        .findFirst();
  }

  private Name zoneOf(Name name) throws IOException, InterruptedException {
    if (zone != null) {
      if (!name.subdomain(zone)) {
        throw new IOException(name + " is not in zone " + zone + " (expected: dns.zone above it)");
      }
      return zone;
    }
    for (int labels = 1; labels < name.labels(); labels++) {
      Name candidate = new Name(name, labels);
      Message answer = client.ask(server, candidate, Type.SOA);
      if (answer.getHeader().getFlag(Flags.AA)
          && DnsClient.records(answer, candidate, SOARecord.class).findAny().isPresent()) {
        return candidate;
      }
    }
    throw new IOException(
        server + " has no zone for " + name + " (expected: the primary server of one, dns.server)");
  }
}
