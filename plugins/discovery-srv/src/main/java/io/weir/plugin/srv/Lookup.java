package io.weir.plugin.srv;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Looks up the records of a name, through its aliases (CNAME). Whatever else an answer holds, such
 * as signatures, is passed over: gobetween breaks on it.
 */
final class Lookup {
  /** So many aliases lead from a name to its records at most. */
  static final int MOST_ALIASES = 16;

  /** How long "there are none" holds where the answer does not say. */
  private static final Duration UNSAID = Duration.ofSeconds(30);

  private final DnsClient client;

  Lookup(DnsClient client) {
    this.client = client;
  }

  /**
   * Looks up the records of one type; none if the name has none, or does not exist.
   *
   * @throws UnservedNameException if the servers do not know the name, and do not ask others
   * @throws IOException if they cannot be found out
   */
  Answer find(Name name, int type) throws IOException, InterruptedException {
    Name asked = name;
    long ttl = Integer.MAX_VALUE;
    int aliases = 0;
    while (true) {
      Message message = client.ask(asked, type);
      Name owner = asked;
      List<Record> found = records(message, owner, type);
      Optional<CNAMERecord> alias = alias(message, owner);
      while (found.isEmpty() && alias.isPresent()) {
        if (++aliases > MOST_ALIASES) {
          throw new IOException(name + ": more than " + MOST_ALIASES + " aliases (CNAME)");
        }
        ttl = Math.min(ttl, alias.get().getTTL());
        owner = alias.get().getTarget();
        found = records(message, owner, type);
        alias = alias(message, owner);
      }
      if (!found.isEmpty()) {
        for (Record item : found) {
          ttl = Math.min(ttl, item.getTTL());
        }
        return new Answer(true, found, message, Duration.ofSeconds(ttl));
      }
      boolean exists = message.getRcode() != Rcode.NXDOMAIN;
      if (!exists || owner.equals(asked) || soa(message).isPresent()) {
        requireNoReferral(message, asked, type);
        return new Answer(exists, found, message, least(ttl, negativeLifetime(message)));
      }
      // The server knows the alias, and not what it leads to.
      asked = owner;
    }
  }

  private static List<Record> records(Message message, Name owner, int type) {
    return in(message, Section.ANSWER, type).filter(item -> item.getName().equals(owner)).toList();
  }

  private static Optional<CNAMERecord> alias(Message message, Name owner) {
    return records(message, owner, Type.CNAME).stream().map(CNAMERecord.class::cast).findFirst();
  }

  private static Optional<SOARecord> soa(Message message) {
    return in(message, Section.AUTHORITY, Type.SOA).map(SOARecord.class::cast).findFirst();
  }

  private static Stream<Record> in(Message message, int section, int type) {
    return message.getSection(section).stream()
        .filter(item -> item.getDClass() == DClass.IN && item.getType() == type);
  }

  /** RFC 2308, 2.2: it looks like "there are none", but for what is in its authority section. */
  private static void requireNoReferral(Message message, Name asked, int type)
      throws UnservedNameException {
    boolean referral =
        message.getRcode() == Rcode.NOERROR
            && !message.getHeader().getFlag(Flags.AA)
            && soa(message).isEmpty()
            && in(message, Section.AUTHORITY, Type.NS).findAny().isPresent();
    if (referral) {
      throw new UnservedNameException(
          "the answer to %s %s names other servers (expected: a server that asks them itself)"
              .formatted(Type.string(type), asked));
    }
  }

  /** RFC 2308, 5. */
  private static Duration negativeLifetime(Message message) {
    return soa(message)
        .map(soa -> Duration.ofSeconds(Math.min(soa.getTTL(), soa.getMinimum())))
        .orElse(UNSAID);
  }

  private static Duration least(long seconds, Duration other) {
    Duration one = Duration.ofSeconds(seconds);
    return one.compareTo(other) < 0 ? one : other;
  }
}
