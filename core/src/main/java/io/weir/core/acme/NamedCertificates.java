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

/** The certificates of one server's names, as its registry follows them. */
final class NamedCertificates implements CertificateSource {
  private final List<CertificateJob> jobs;
  private final Runnable closed;
  private volatile @Nullable Runnable listener;

  /**
   * Nothing is told of them yet.
   *
   * @param closed is told when nobody follows them any more
   */
  NamedCertificates(List<CertificateJob> jobs, Runnable closed) {
    this.jobs = List.copyOf(jobs);
    this.closed = closed;
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
    Runnable told = () -> changed.accept(load());
    listener = told;
    jobs.forEach(job -> job.addListener(told));
    // What has come since it was loaded.
    told.run();
  }

  @Override
  public void close() {
    Runnable told = listener;
    if (told != null) {
      jobs.forEach(job -> job.removeListener(told));
    }
    closed.run();
  }
}
