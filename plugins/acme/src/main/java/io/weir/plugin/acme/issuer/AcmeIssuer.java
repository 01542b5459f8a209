package io.weir.plugin.acme.issuer;

import io.weir.api.certificate.CertificateIssuer;
import io.weir.api.certificate.CertificateKey;
import io.weir.api.certificate.CertificateStore;
import io.weir.api.certificate.Challenges;
import io.weir.api.certificate.IssuanceException;
import io.weir.api.certificate.IssuedCertificate;
import io.weir.api.certificate.RenewalWindow;
import io.weir.api.certificate.StoredCertificate;
import io.weir.plugin.acme.directory.AcmeDirectory;
import io.weir.plugin.acme.directory.OrderRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Certificates of the first of some ACME directories that issues one. */
final class AcmeIssuer implements CertificateIssuer {
  /** As long as the longest rate limit of Let's Encrypt's; what says more is not believed. */
  private static final Duration LONGEST_PAUSE = Duration.ofDays(7);

  private final List<AcmeDirectory> directories;
  private final InstantSource clock;

  /** When a directory may be asked for some names again; it said so. */
  private final Map<Pause, Instant> pauses = new ConcurrentHashMap<>();

  private volatile CertificateStore store;

  private record Pause(AcmeDirectory directory, List<String> names) {}

  /**
   * An issuer.
   *
   * @param directories in the order in which they are asked, at least one
   * @param own where account keys are kept until weir names a store
   */
  AcmeIssuer(List<AcmeDirectory> directories, CertificateStore own, InstantSource clock) {
    this.directories = List.copyOf(directories);
    this.store = own;
    this.clock = clock;
  }

  @Override
  public void useStore(CertificateStore shared) {
    store = shared;
  }

  @Override
  public IssuedCertificate issue(List<String> names, CertificateKey key, Challenges challenges)
      throws IssuanceException, InterruptedException {
    return order(new OrderRequest(names, key, null), challenges);
  }

  @Override
  public IssuedCertificate renew(
      IssuedCertificate old, List<String> names, CertificateKey key, Challenges challenges)
      throws IssuanceException, InterruptedException {
    return order(new OrderRequest(names, key, old), challenges);
  }

  private IssuedCertificate order(OrderRequest request, Challenges challenges)
      throws IssuanceException, InterruptedException {
    return first(directory -> Optional.of(order(directory, request, challenges))).orElseThrow();
  }

  private IssuedCertificate order(
      AcmeDirectory directory, OrderRequest request, Challenges challenges)
      throws IssuanceException, InterruptedException {
    Pause pause = new Pause(directory, request.names());
    try {
      checkPause(pause);
      IssuedCertificate issued = directory.order(request, challenges, store);
      pauses.remove(pause);
      return issued;
    } catch (IssuanceException e) {
      Instant until = e.retryAfter();
      if (until != null) {
        pauses.values().removeIf(clock.instant()::isAfter);
        Instant latest = clock.instant().plus(LONGEST_PAUSE);
        pauses.put(pause, until.isAfter(latest) ? latest : until);
      }
      throw e;
    }
  }

  /** What a directory is asked; the next one is if the answer is empty. */
  private interface Question<T> {
    Optional<T> ask(AcmeDirectory directory) throws IssuanceException, InterruptedException;
  }

  /**
   * The first answer.
   *
   * @return empty if none has one and none has failed
   */
  private <T> Optional<T> first(Question<T> question)
      throws IssuanceException, InterruptedException {
    List<IssuanceException> failures = new ArrayList<>();
    for (AcmeDirectory directory : directories) {
      try {
        Optional<T> answer = question.ask(directory);
        if (answer.isPresent()) {
          return answer;
        }
      } catch (IssuanceException e) {
        failures.add(e);
      }
    }
    if (failures.isEmpty()) {
      return Optional.empty();
    }
    throw together(failures);
  }

  private void checkPause(Pause pause) throws IssuanceException {
    Instant until = pauses.get(pause);
    Instant now = clock.instant();
    // One that is a day longer than any was noted before the clock was set back.
    if (until != null
        && now.isBefore(until)
        && until.isBefore(now.plus(LONGEST_PAUSE).plus(Duration.ofDays(1)))) {
      throw new IssuanceException(
          pause.directory() + ": not asked before " + until + ", as it wished", until);
    }
  }

  /** Asked again as soon as one of them may be. */
  private static IssuanceException together(List<IssuanceException> failures) {
    if (failures.size() == 1) {
      return failures.getFirst();
    }
    Instant earliest = failures.getFirst().retryAfter();
    for (IssuanceException failure : failures) {
      earliest = earlier(earliest, failure.retryAfter());
    }
    IssuanceException together =
        new IssuanceException(
            failures.stream().map(Throwable::getMessage).collect(Collectors.joining("; ")),
            earliest);
    failures.forEach(together::addSuppressed);
    return together;
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    return one == null || other == null ? null : one.isBefore(other) ? one : other;
  }

  @Override
  public Optional<RenewalWindow> renewalWindow(IssuedCertificate certificate)
      throws IssuanceException, InterruptedException {
    return first(directory -> directory.renewalWindow(certificate));
  }

  @Override
  public void revoke(StoredCertificate certificate, int reason)
      throws IssuanceException, InterruptedException {
    var _ =
        first(directory -> {
          directory.revoke(certificate, reason);
          return Optional.of(true);
        });
  }

  /** The store is weir's to close. */
  @Override
  public void close() {
    directories.forEach(AcmeDirectory::close);
  }
}
