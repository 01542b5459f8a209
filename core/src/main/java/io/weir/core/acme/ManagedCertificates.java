package io.weir.core.acme;

import io.weir.core.certificate.CertificateSource;
import io.weir.core.config.AcmeConfig;
import io.weir.core.config.TlsConfig;
import io.weir.core.config.WeirConfig;
import io.weir.core.lifecycle.AtOnce;
import io.weir.core.plugin.ExtensionRegistries;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of all names that servers list in {@code tls.acme_hosts}. Servers are given what
 * there is before they start; nothing is ordered until {@link #follow} says which names they list.
 */
final class ManagedCertificates implements ObtainedCertificates {
  /** Names that are worked on at a time. */
  private static final int MOST_AT_ONCE = 8;

  /** No load is begun later than this. */
  private static final Duration LOAD_PATIENCE = Duration.ofSeconds(5);

  /** The system's clock may be set; so it is looked at again and again. */
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(30);

  private final AcmeConfig.Fallback fallback;
  private final Map<String, String> initial;
  private final ExtensionRegistries extensions;
  private final InstantSource clock;
  private final PublishedAnswers answers;
  private final @Nullable AnswerListener listener;
  private final CertificateJobs jobs = new CertificateJobs(this::job);

  /** Until it is started by it. */
  private @Nullable AcmeConfig first;

  private volatile @Nullable InUse inUse;

  /** What takes its place as soon as nobody works, or the same. */
  private volatile @Nullable InUse newest;

  private final JobRunner runner;
  private final Semaphore loads = new Semaphore(MOST_AT_ONCE);

  /**
   * What plugins do at the moment.
   *
   * @param config by which they do it
   */
  private record InUse(AcmeConfig config, AcmeParts parts) {}

  /**
   * Prepares them; nothing is made or read yet.
   *
   * @param acme section {@code acme} of the configuration
   * @param tls shows proofs in handshakes
   */
  ManagedCertificates(
      AcmeConfig acme, WeirConfig whole, ExtensionRegistries extensions, TlsChallenges tls) {
    this.first = acme;
    this.fallback = acme.fallback();
    this.initial = serverByName(whole);
    this.extensions = extensions;
    this.clock = InstantSource.system();
    this.answers = new PublishedAnswers(acme.listensForHttp(), tls);
    this.listener =
        acme.listensForHttp()
            ? new AnswerListener(acme.httpBind(), acme.httpRedirect(), answers::body)
            : null;
    this.runner = new JobRunner(clock, jobs::listed, MOST_AT_ONCE, LONGEST_SLEEP);
  }

  /** Which server lists a name, for all names of a configuration. */
  static Map<String, String> serverByName(WeirConfig config) {
    Map<String, String> servers = new LinkedHashMap<>();
    config
        .servers()
        .forEach((server, section) ->
            section
                .tls()
                .map(TlsConfig::acmeHosts)
                .orElse(List.of())
                .forEach(host -> servers.put(host.toLowerCase(Locale.ROOT), server)));
    return servers;
  }

  @Override
  public String name() {
    return "acme";
  }

  /**
   * Makes the parts, begins to listen, and reads what is kept for the names of the configuration.
   *
   * @throws AcmeStartException if something in the section cannot be put into effect
   */
  @Override
  public void start() throws InterruptedException {
    AcmeConfig config = Objects.requireNonNull(first, "started once");
    // Kept any longer it would keep the plugins it was bound by, too.
    first = null;
    AcmeParts made = AcmeParts.create(config, extensions, answers);
    inUse = new InUse(config, made);
    newest = inUse;
    if (listener != null) {
      try {
        listener.start();
      } catch (RuntimeException e) {
        made.close();
        throw e;
      }
    }
    loadAll(jobs.of(initial.keySet()));
  }

  /** Nobody waits for a store that does not answer; the runner asks it again. */
  private void loadAll(List<CertificateJob> wanted) {
    long end = System.nanoTime() + LOAD_PATIENCE.toNanos();
    AtOnce.run("acme load", wanted.stream().<Runnable>map(job -> () -> load(job, end)).toList());
  }

  private void load(CertificateJob job, long end) {
    try {
      if (loads.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        try {
          if (System.nanoTime() < end) {
            job.load();
          }
        } finally {
          loads.release();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private CertificateJob job(String name) {
    return new CertificateJob(
        name, () -> now().parts(), clock, () -> ThreadLocalRandom.current().nextDouble());
  }

  private InUse now() {
    return Objects.requireNonNull(inUse, "not started");
  }

  @Override
  public Exchange prepare(WeirConfig next) {
    AcmeConfig last = Objects.requireNonNull(newest, "not started").config();
    AcmeConfig wanted = next.acme().orElse(last);
    if (wanted.madeByTheSame(last)) {
      return Exchange.NONE;
    }
    try {
      return new PartsExchange(new InUse(wanted, AcmeParts.create(wanted, extensions, answers)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AcmeStartException("", "it was interrupted", e);
    }
  }

  /** Other parts that are about to take the place of those that are in use. */
  private final class PartsExchange implements Exchange {
    private final InUse next;

    PartsExchange(InUse next) {
      this.next = next;
    }

    @Override
    public void commit() {
      newest = next;
      // An order may take minutes, and goes to its end with the parts that it began with.
      Thread.ofVirtual().name("acme exchange").start(this::exchange);
    }

    private void exchange() {
      AtomicReference<InUse> unused = new AtomicReference<>(next);
      try {
        runner.whileNobodyWorks(() -> {
          // Another reload may have come to something newer in the meantime.
          if (next.equals(newest)) {
            unused.set(now());
            inUse = next;
          }
        });
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      unused.get().parts().close();
    }

    @Override
    public void rollback() {
      next.parts().close();
    }
  }

  @Override
  public CertificateSource forServer(String server, List<String> names) {
    NamedCertificates own = jobs.followed(names);
    try {
      loadAll(jobs.of(names));
      return own;
    } catch (RuntimeException e) {
      own.close();
      throw e;
    }
  }

  @Override
  public AcmeConfig.Fallback fallback() {
    return fallback;
  }

  @Override
  public void follow(WeirConfig next) {
    jobs.list(serverByName(next));
    runner.begin();
    runner.wake();
  }

  @Override
  public List<AcmeStatus> all() {
    return jobs.all();
  }

  @Override
  public boolean renew(String name) {
    CertificateJob job = jobs.listed(name);
    if (job == null) {
      return false;
    }
    job.force();
    runner.wake();
    return true;
  }

  @Override
  public boolean revoke(String name, int reason) throws RevocationException, InterruptedException {
    CertificateJob job = jobs.listed(name);
    if (job == null) {
      return false;
    }
    try {
      job.revoke(reason);
    } catch (AttemptException e) {
      throw new RevocationException(e.reason(), e);
    }
    runner.wake();
    return true;
  }

  @Override
  public void stop() {
    runner.close();
    if (listener != null) {
      listener.close();
    }
    InUse last = inUse;
    if (last != null) {
      last.parts().close();
    }
  }
}
