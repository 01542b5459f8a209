package io.weir.plugin.srv;

import io.weir.api.Backend;
import io.weir.api.config.HostPort;
import io.weir.api.text.AddressText;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.xbill.DNS.Name;
import org.xbill.DNS.SRVRecord;

/**
 * Makes backends of SRV records (RFC 2782), the preferred ones first. Of several at one address the
 * first one counts.
 */
final class SrvBackends {
  private static final Comparator<SRVRecord> ORDER =
      Comparator.comparingInt(SRVRecord::getPriority)
          .thenComparing(SRVRecord::getWeight, Comparator.reverseOrder())
          .thenComparing(SRVRecord::getTarget)
          .thenComparingInt(SRVRecord::getPort);

  private final Map<HostPort, Backend> backends = new LinkedHashMap<>();
  private final NavigableSet<String> wrong = new TreeSet<>();

  /**
   * Makes those that can be made.
   *
   * @param targets where the records' targets are
   */
  SrvBackends(List<SRVRecord> records, Map<Name, Target> targets) {
    for (SRVRecord item : records.stream().sorted(ORDER).toList()) {
      add(item, targets.getOrDefault(item.getTarget(), new Target.Nowhere("no address")));
    }
  }

  private void add(SRVRecord item, Target target) {
    switch (target) {
      case Target.Found(InetAddress address) -> add(item, address);
      case Target.Nowhere(String reason) -> pass(item, reason);
      case Target.Unknown(var failure) -> pass(item, String.valueOf(failure.getMessage()));
    }
  }

  private void add(SRVRecord item, InetAddress address) {
    try {
      HostPort place = new HostPort(AddressText.of(address), item.getPort());
      backends.putIfAbsent(
          place, new Backend(place, item.getPriority(), item.getWeight(), 0, sni(item)));
    } catch (IllegalArgumentException e) {
      pass(item, String.valueOf(e.getMessage()));
    }
  }

  private void pass(SRVRecord item, String reason) {
    wrong.add(sni(item) + ":" + item.getPort() + ": " + reason);
  }

  private static String sni(SRVRecord item) {
    return item.getTarget().toString(true);
  }

  /** The backends. */
  List<Backend> backends() {
    return List.copyOf(backends.values());
  }

  /** Which records give none, and why. */
  NavigableSet<String> wrong() {
    return wrong;
  }
}
