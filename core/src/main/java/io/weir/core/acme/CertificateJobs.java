package io.weir.core.acme;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The jobs there are: one for each name that is listed or that somebody follows. */
final class CertificateJobs {
  private final Function<String, CertificateJob> make;

  /** Guarded by this, as is what is listed. */
  private final Map<String, CertificateJob> byName = new HashMap<>();

  /** Servers by the names that they list. */
  private Map<String, String> listed = Map.of();

  /**
   * There are none yet.
   *
   * @param make makes one for a name in lower case
   */
  CertificateJobs(Function<String, CertificateJob> make) {
    this.make = make;
  }

  /** Those of some names, which may have none yet. They stay until the next change. */
  synchronized List<CertificateJob> of(Collection<String> names) {
    return names.stream()
        .map(name -> byName.computeIfAbsent(name.toLowerCase(Locale.ROOT), make))
        .distinct()
        .toList();
  }

  /** The certificates of some names. Their jobs stay until it is closed, listed or not. */
  synchronized NamedCertificates followed(Collection<String> names) {
    return new NamedCertificates(of(names), this::forget);
  }

  /**
   * From now on these are listed, and no others.
   *
   * @param serverByName servers by names in lower case
   */
  synchronized void list(Map<String, String> serverByName) {
    listed = Map.copyOf(serverByName);
    of(listed.keySet());
    forget();
  }

  private synchronized void forget() {
    byName.values().removeIf(job -> !listed.containsKey(job.name()) && !job.hasListeners());
  }

  /** Those of the names that are listed. */
  synchronized List<CertificateJob> listed() {
    return of(listed.keySet());
  }

  /** That of one name; null if it is not listed. */
  synchronized @Nullable CertificateJob listed(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return listed.containsKey(lower) ? byName.get(lower) : null;
  }

  /** How it stands with each name that is listed, in the order of servers and names. */
  synchronized List<AcmeStatus> all() {
    List<AcmeStatus> all = new ArrayList<>();
    listed.forEach(
        (name, server) -> all.add(Objects.requireNonNull(byName.get(name)).status(server)));
    all.sort(Comparator.comparing(AcmeStatus::server).thenComparing(AcmeStatus::name));
    return all;
  }
}
