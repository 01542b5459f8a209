package io.weir.core.config;

import io.weir.api.config.HostPort;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that a configuration has weir listen on. Two are the same in effect where the
 * system would refuse to bind the second one. Names are not resolved: two names of one machine are
 * taken for two machines here, and the start finds out.
 */
final class Addresses {
  private static final String EVERY = "";
  private static final String EVERY_IPV4 = "0.0.0.0";

  private final List<Holding> taken = new ArrayList<>();

  private record Holding(boolean udp, String host, int port, String holder) {}

  /**
   * Takes an address, unless somebody has it.
   *
   * @param udp whether it is for datagrams; they have ports of their own
   * @param holder what messages call who takes it
   * @return who has it; null if it was free
   */
  @Nullable String take(boolean udp, HostPort bind, String holder) {
    if (bind.port() == 0) {
      return null;
    }
    String host = plain(bind.host());
    for (Holding other : taken) {
      if (other.udp() == udp && other.port() == bind.port() && overlap(other.host(), host)) {
        return other.holder();
      }
    }
    taken.add(new Holding(udp, host, bind.port(), holder));
    return null;
  }

  /** One spelling for each address; every IPv6 address is every IPv4 address as well. */
  private static String plain(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    if (lower.indexOf(':') < 0 || lower.indexOf('%') >= 0) {
      return lower;
    }
    InetAddress address = InetAddress.ofLiteral(lower);
    return address.isAnyLocalAddress() ? EVERY : address.getHostAddress();
  }

  private static boolean overlap(String a, String b) {
    return a.equals(b)
        || a.equals(EVERY)
        || b.equals(EVERY)
        || (a.equals(EVERY_IPV4) && isIpv4(b))
        || (b.equals(EVERY_IPV4) && isIpv4(a));
  }

  private static boolean isIpv4(String host) {
    return !host.isEmpty() && host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }
}
