package io.weir.core.certificate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates of one server, from all of its sources, by name. Sources may change theirs at
 * any time; event loops read one reference, and whoever has begun with an old certificate goes on
 * with it.
 *
 * @param <T> what a certificate is made into, once for each
 */
public final class CertificateRegistry<T> implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(CertificateRegistry.class);

  private final String owner;
  private final Function<KeyedChain, T> make;
  private final StandIns<T> standIns;

  /** Guarded by this; those of earlier sources count first. */
  private final Map<CertificateSource, List<Made<T>>> bySource;

  private volatile Contents<T> contents;

  private record Made<T>(NamedChain named, T value) {}

  private record Contents<T>(CertificateTable<T> table, List<CertificateStatus> all) {
    static <T> Contents<T> of(
        Map<CertificateSource, List<Made<T>>> bySource, StandIns<T> standIns) {
      List<Made<T>> all = bySource.values().stream().flatMap(List::stream).toList();
      Set<String> covered = new HashSet<>();
      all.forEach(made -> covered.addAll(CertificateNames.of(made.named().chain().certificate())));
      Map<String, T> missing = standIns.without(covered);
      return new Contents<>(
          CertificateTable.of(
              all.stream()
                  .map(made ->
                      new CertificateTable.Entry<>(
                          made.named().chain().certificate(), made.value()))
                  .toList(),
              missing,
              all.isEmpty() ? missing.values().iterator().next() : all.getFirst().value()),
          all.stream().map(made -> CertificateStatus.of(made.named())).toList());
    }
  }

  /**
   * What is found for names that are to have a certificate and have none. Each is made once, when
   * it is needed first.
   */
  private static final class StandIns<T> {
    private final Set<String> names;
    private final Function<String, T> make;
    private final Map<String, T> made = new HashMap<>();

    StandIns(Collection<CertificateSource> sources, Function<String, T> make) {
      this.names =
          sources.stream()
              .flatMap(source -> source.names().stream())
              .collect(Collectors.toCollection(LinkedHashSet::new));
      this.make = make;
    }

    void forget() {
      made.clear();
    }

    /** Of all names but these. */
    Map<String, T> without(Set<String> covered) {
      made.keySet().removeAll(covered);
      Map<String, T> missing = new LinkedHashMap<>();
      for (String name : names) {
        if (!covered.contains(name)) {
          missing.put(name, made.computeIfAbsent(name, make));
        }
      }
      return missing;
    }
  }

  private CertificateRegistry(
      String owner,
      Function<KeyedChain, T> make,
      StandIns<T> standIns,
      Map<CertificateSource, List<Made<T>>> bySource) {
    this.owner = owner;
    this.make = make;
    this.standIns = standIns;
    this.bySource = bySource;
    this.contents = Contents.of(bySource, standIns);
  }

  /**
   * Loads what the sources have, and follows them from then on. May block.
   *
   * @param owner whose certificates they are, e.g. {@code servers.web.tls}; for the log
   * @param sources owned by this from now on; together they have to have one certificate at least,
   *     and the first of all is the default
   * @param make makes of a certificate what {@link #find} finds
   * @throws CertificateFileException if one that has to be there cannot be used
   * @throws RuntimeException what {@code make} throws
   */
  public static <T> CertificateRegistry<T> open(
      String owner, List<CertificateSource> sources, Function<KeyedChain, T> make)
      throws CertificateFileException {
    return open(
        owner,
        sources,
        make,
        name -> {
          throw new IllegalStateException(owner + ": there is no certificate for " + name);
        });
  }

  /**
   * The same where names may have no certificate yet.
   *
   * @param sources together they have to have one certificate, or one name, at least
   * @param standIn makes what {@link #find} finds for a name that is to have a certificate and has
   *     none, as long as no other covers it
   */
  public static <T> CertificateRegistry<T> open(
      String owner,
      List<CertificateSource> sources,
      Function<KeyedChain, T> make,
      Function<String, T> standIn)
      throws CertificateFileException {
    try {
      Map<CertificateSource, List<Made<T>>> bySource = new LinkedHashMap<>();
      for (CertificateSource source : sources) {
        List<Made<T>> made = new ArrayList<>();
        for (NamedChain named : source.load()) {
          warnOfDates(owner, named);
          made.add(new Made<>(named, make.apply(named.chain())));
        }
        bySource.put(source, made);
      }
      CertificateRegistry<T> registry =
          new CertificateRegistry<>(owner, make, new StandIns<>(sources, standIn), bySource);
      sources.forEach(source -> source.watch(chains -> registry.exchange(source, chains)));
      return registry;
    } catch (CertificateFileException | RuntimeException e) {
      sources.forEach(CertificateSource::close);
      throw e;
    }
  }

  /** Finds what was made of the certificate for a name, as {@link CertificateTable#find}. */
  public T find(String name) {
    return contents.table().find(name);
  }

  /** All that are in use, the default first. */
  public List<CertificateStatus> all() {
    return contents.all();
  }

  /**
   * Makes all of them anew, because what they are made with has changed. May block. What cannot be
   * made leaves the one before.
   */
  public synchronized void renew() {
    bySource.replaceAll((_, all) -> all.stream().map(this::renewed).toList());
    standIns.forget();
    contents = Contents.of(bySource, standIns);
  }

  private Made<T> renewed(Made<T> old) {
    try {
      return new Made<>(old.named(), make.apply(old.named().chain()));
    } catch (RuntimeException e) {
      refused(old.named(), true, e);
      return old;
    }
  }

  /** What has not changed stays the same object; what cannot be made leaves the one before. */
  private synchronized void exchange(CertificateSource source, List<NamedChain> chains) {
    Map<String, Made<T>> before = new HashMap<>();
    bySource
        .getOrDefault(source, List.of())
        .forEach(made -> before.put(made.named().origin(), made));
    List<Made<T>> next = new ArrayList<>();
    for (NamedChain named : chains) {
      Made<T> old = before.get(named.origin());
      Made<T> made = old != null && old.named().equals(named) ? old : madeOrElse(named, old);
      if (made != null) {
        next.add(made);
      }
    }
    bySource.put(source, next);
    contents = Contents.of(bySource, standIns);
  }

  private @Nullable Made<T> madeOrElse(NamedChain named, @Nullable Made<T> old) {
    try {
      Made<T> made = new Made<>(named, make.apply(named.chain()));
      logger.info(
          "{}: certificate {} is in use from now on, valid until {}",
          owner,
          named.origin(),
          named.chain().certificate().getNotAfter().toInstant());
      warnOfDates(owner, named);
      return made;
    } catch (RuntimeException e) {
      refused(named, old != null, e);
      return old;
    }
  }

  private void refused(NamedChain named, boolean hasOld, RuntimeException e) {
    logger.warn(
        "{}: certificate {} cannot be used{}: {}",
        owner,
        named.origin(),
        hasOld ? "; the one before stays" : "",
        e.getMessage());
  }

  private static void warnOfDates(String owner, NamedChain named) {
    CertificateStatus status = CertificateStatus.of(named);
    Instant now = Instant.now();
    if (now.isAfter(status.notAfter())) {
      logger.warn(
          "{}: certificate {} has expired, on {}", owner, status.origin(), status.notAfter());
    } else if (now.isBefore(status.notBefore())) {
      logger.warn(
          "{}: certificate {} is not valid before {}", owner, status.origin(), status.notBefore());
    }
  }

  /** Follows its sources no more. What was found can still be used. */
  @Override
  public void close() {
    List<CertificateSource> sources;
    synchronized (this) {
      sources = List.copyOf(bySource.keySet());
    }
    sources.forEach(CertificateSource::close);
  }
}
