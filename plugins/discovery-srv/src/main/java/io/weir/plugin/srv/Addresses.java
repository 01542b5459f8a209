package io.weir.plugin.srv;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** The addresses that records hold. */
final class Addresses {
  /** IPv4 first, then by their numbers: servers give them in another order each time. */
  static final Comparator<InetAddress> ORDER =
      Comparator.comparing(
          InetAddress::getAddress,
          Comparator.<byte[]>comparingInt(bytes -> bytes.length)
              .thenComparing(Arrays::compareUnsigned));

  private Addresses() {}

  /** That of an A or AAAA record; empty for any other. */
  static Optional<InetAddress> of(Record item) {
    return switch (item) {
      case ARecord ipv4 -> Optional.of(ipv4.getAddress());
      case AAAARecord ipv6 -> Optional.of(ipv6.getAddress());
      default -> Optional.empty();
    };
  }

  /** The first one, by {@link #ORDER}, of each name that some records have one of. */
  static Map<Name, InetAddress> byName(Iterable<Record> records) {
    Map<Name, InetAddress> addresses = new HashMap<>();
    for (Record item : records) {
      if (item.getDClass() == DClass.IN) {
        of(item)
            .ifPresent(
                address -> addresses.merge(item.getName(), address, BinaryOperator.minBy(ORDER)));
      }
    }
    return addresses;
  }
}
