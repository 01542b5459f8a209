package io.weir.core.acme;

import io.weir.core.certificate.CertificateSource;
import io.weir.core.certificate.KeyedChain;
import io.weir.core.certificate.NamedChain;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of one server's names, as its registry follows them. The jobs of its names stay
 * for as long as it is not closed.
 */
final class NamedCertificates implements CertificateSource {
  private final List<CertificateJob> jobs;
  private final Runnable closed;
  private final Runnable listener = this::tell;
  private volatile @Nullable Consumer<List<NamedChain>> told;

  /**
   * Nothing is told of them yet.
   *
   * @param closed is told when nobody follows them any more
   */
  NamedCertificates(List<CertificateJob> jobs, Runnable closed) {
    this.jobs = List.copyOf(jobs);
    this.closed = closed;
    this.jobs.forEach(job -> job.addListener(listener));
  }

  @Override
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    jobs.forEach(job -> names.add(job.name()));
    return names;
  }

  @Override
  public List<NamedChain> load() {
    List<NamedChain> chains = new ArrayList<>();
    for (CertificateJob job : jobs) {
      KeyedChain chain = job.chain();
      if (chain != null) {
        chains.add(new NamedChain(AcmeStatus.origin(job.name()), chain));
      }
    }
    return chains;
  }

  @Override
  public void watch(Consumer<List<NamedChain>> changed) {
    told = changed;
    // What has come since it was loaded.
    tell();
  }

  /** One at a time: of two that come together the last that is told has to have both. */
  private synchronized void tell() {
    Consumer<List<NamedChain>> changed = told;
    if (changed != null) {
      changed.accept(load());
    }
  }

  @Override
  public void close() {
    jobs.forEach(job -> job.removeListener(listener));
    closed.run();
  }
}
