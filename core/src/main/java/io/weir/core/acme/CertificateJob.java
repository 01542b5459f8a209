package io.weir.core.acme;

import io.weir.api.certificate.CertificateStore;
import io.weir.api.certificate.RenewalWindow;
import io.weir.core.certificate.KeyedChain;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of one name, over all its renewals. {@link #work} does what is due, and may take
 * minutes; whoever calls it does so one call at a time. Everything else reads what it has left.
 */
final class CertificateJob {
  private static final Logger logger = LoggerFactory.getLogger(CertificateJob.class);

  /** Nothing is put off for longer, give or take a day by which a clock may be set. */
  private static final Duration LONGEST_PAUSE = BackOff.LONGEST.plusDays(1);

  private final String name;
  private final Supplier<AcmeParts> parts;
  private final InstantSource clock;
  private final DoubleSupplier draws;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Held while the store is asked, and no longer: an order that is under way keeps no server. */
  private final Object loading = new Object();

  /** Whether the store has said what it has. Guarded by {@link #loading}. */
  private boolean loaded;

  /** Whether the store has not taken the certificate yet. Touched by {@link #work} only. */
  private boolean unsaved;

  /**
   * Whether another certificate is wanted whatever the plan says. Touched by {@link #work} only.
   */
  private boolean wanted;

  /** Whether somebody has asked for that since {@link #work} has last looked. */
  private final AtomicBoolean forced = new AtomicBoolean();

  private volatile Standing standing;

  /**
   * How it stands.
   *
   * @param held the certificate and when to renew it; null if there is none
   * @param next when there is something to do
   * @param failures attempts in a row that have failed
   * @param failure why the last one has; null if none has
   */
  private record Standing(
      @Nullable Held held, Instant next, int failures, @Nullable String failure) {}

  private record Held(KeyedChain chain, RenewalPlan plan) {}

  /**
   * Nothing is known yet.
   *
   * @param name a DNS name in lower case
   * @param parts what it works with; they stay the same while it works
   * @param draws gives numbers from 0 to 1, at random
   */
  CertificateJob(
      String name, Supplier<AcmeParts> parts, InstantSource clock, DoubleSupplier draws) {
    this.name = name;
    this.parts = parts;
    this.clock = clock;
    this.draws = draws;
    this.standing = new Standing(null, clock.instant(), 0, null);
  }

  String name() {
    return name;
  }

  /** The certificate there is; null if there is none yet. */
  @Nullable KeyedChain chain() {
    Held held = standing.held();
    return held == null ? null : held.chain();
  }

  /** When {@link #work} has something to do. */
  Instant next() {
    Instant next = standing.next();
    boolean clockWasSetBack = next.isAfter(clock.instant().plus(LONGEST_PAUSE));
    return forced.get() || clockWasSetBack ? Instant.MIN : next;
  }

  AcmeStatus status(String server) {
    Standing now = standing;
    AcmeState state =
        now.failures() > 0
            ? AcmeState.FAILING
            : now.held() == null ? AcmeState.PENDING : AcmeState.VALID;
    return new AcmeStatus(
        server,
        name,
        state,
        now.held() == null ? null : now.held().plan().notAfter(),
        now.failures() > 0 || now.held() == null ? now.next() : now.held().plan().renewAt(),
        now.failures(),
        now.failure());
  }

  /** Has it renewed at once, whatever the plan says. */
  void force() {
    forced.set(true);
  }

  /** Tells of other certificates from now on. */
  void addListener(Runnable listener) {
    listeners.add(listener);
  }

  void removeListener(Runnable listener) {
    listeners.remove(listener);
  }

  boolean hasListeners() {
    return !listeners.isEmpty();
  }

  /** Takes what the store has, if it was not asked yet. May block for some seconds. */
  void load() throws InterruptedException {
    var _ = isLoaded();
  }

  /** Whether the store has said what it has; it is asked if it has not. */
  private boolean isLoaded() throws InterruptedException {
    synchronized (loading) {
      try {
        if (!loaded) {
          takeFromStore();
        }
      } catch (AttemptException e) {
        failed(e);
      }
      return loaded;
    }
  }

  private void takeFromStore() throws AttemptException, InterruptedException {
    KeyedChain stored = parts.get().stored().load(name);
    loaded = true;
    if (stored != null) {
      take(stored, RenewalPlan.ofKept(stored.certificate(), draws.getAsDouble(), clock.instant()));
    }
  }

  /** Does what is due. */
  synchronized void work() throws InterruptedException {
    // As long as there is none: an attempt that fails is not the end of the wish.
    wanted |= forced.getAndSet(false);
    if (!isLoaded()) {
      return;
    }
    try {
      if (unsaved) {
        underLock(this::keepUnsaved);
      }
      lookAround();
      if (wanted || isDue()) {
        underLock(this::order);
      }
      rest();
    } catch (AttemptException e) {
      failed(e);
    }
  }

  private boolean isDue() {
    Held held = standing.held();
    return held == null || !held.plan().renewAt().isAfter(clock.instant());
  }

  private void rest() {
    Held held = standing.held();
    if (held != null) {
      standing = new Standing(held, held.plan().next(), 0, null);
    }
  }

  /**
   * Now and then: whether another weir has left a newer certificate, and what the authority says of
   * this one. If they do not answer, that is no reason to do without a certificate that is good.
   */
  private void lookAround() throws InterruptedException {
    Held held = standing.held();
    if (held == null || !held.plan().asksAt(clock.instant())) {
      return;
    }
    try {
      takeNewer();
    } catch (AttemptException e) {
      logger.debug("acme: {}: the store does not answer: {}", name, e.reason());
    }
    askForWindow();
  }

  /**
   * Takes another weir's certificate, if there is one.
   *
   * @return whether there was
   */
  private boolean takeNewer() throws AttemptException, InterruptedException {
    KeyedChain stored = parts.get().stored().load(name);
    Held held = standing.held();
    if (stored == null || (held != null && !end(stored).isAfter(held.plan().notAfter()))) {
      return false;
    }
    take(stored, RenewalPlan.ofKept(stored.certificate(), draws.getAsDouble(), clock.instant()));
    return true;
  }

  private static Instant end(KeyedChain chain) {
    return chain.certificate().getNotAfter().toInstant();
  }

  private void askForWindow() throws InterruptedException {
    Held held = standing.held();
    Instant now = clock.instant();
    if (held == null) {
      return;
    }
    RenewalPlan plan = held.plan();
    try {
      Optional<RenewalWindow> window = parts.get().authority().window(held.chain());
      plan = window.isPresent() ? plan.within(window.get(), now) : plan.withoutWindow(now);
    } catch (AttemptException e) {
      logger.debug("acme: {}: no renewal window: {}", name, e.reason());
      plan = plan.unanswered(now, e.retryAfter());
    }
    standing =
        new Standing(
            new Held(held.chain(), plan), standing.next(), standing.failures(), standing.failure());
  }

  /** What is done while the store's lock on the name is held. */
  @FunctionalInterface
  private interface Step {
    void run(CertificateStore.Lock lock) throws AttemptException, InterruptedException;
  }

  private void underLock(Step step) throws AttemptException, InterruptedException {
    CertificateStore.Lock lock = parts.get().stored().lock(name);
    try {
      step.run(lock);
    } finally {
      PluginCalls.close(lock);
    }
  }

  private void order(CertificateStore.Lock lock) throws AttemptException, InterruptedException {
    // Another weir may have been at it while this one has waited.
    if (takeNewer()) {
      askForWindow();
      if (!isDue()) {
        wanted = false;
        logger.info("acme: {}: another weir has obtained a certificate", name);
        return;
      }
    }
    KeyedChain old = chain();
    logger.info("acme: {}: {} a certificate", name, old == null ? "ordering" : "renewing");
    KeyedChain issued = parts.get().authority().order(name, old);
    Instant now = clock.instant();
    if (!end(issued).isAfter(now)) {
      throw new AttemptException("the issuer gave a certificate that has expired");
    }
    // It is good, whatever becomes of the store.
    unsaved = true;
    wanted = false;
    take(issued, RenewalPlan.ofNew(issued.certificate(), draws.getAsDouble(), now));
    keep(issued, lock);
    askForWindow();
  }

  /** Another weir may have kept its own in the meantime; the one that is valid for longer stays. */
  private void keepUnsaved(CertificateStore.Lock lock)
      throws AttemptException, InterruptedException {
    KeyedChain chain = chain();
    if (takeNewer() || chain == null) {
      unsaved = false;
    } else {
      keep(chain, lock);
    }
  }

  private void keep(KeyedChain chain, CertificateStore.Lock lock)
      throws AttemptException, InterruptedException {
    if (!parts.get().stored().isHeld(lock)) {
      throw new AttemptException("the lock was lost before the certificate was kept");
    }
    parts.get().stored().save(name, chain);
    unsaved = false;
  }

  private void take(KeyedChain chain, RenewalPlan plan) {
    standing = new Standing(new Held(chain, plan), plan.next(), 0, null);
    listeners.forEach(Runnable::run);
  }

  private void failed(AttemptException e) {
    Standing before = standing;
    Instant now = clock.instant();
    int failures = before.failures() + 1;
    Instant next = BackOff.next(now, failures, draws.getAsDouble(), e.retryAfter());
    standing = new Standing(before.held(), next, failures, e.reason());
    logger.warn(
        "acme: {}: attempt {} failed: {}; {}; next attempt at {}",
        name,
        failures,
        e.reason(),
        left(before.held(), now),
        next);
  }

  /** Weir itself has failed; it is tried again as after any other failure. */
  void broke() {
    failed(new AttemptException("a fault in weir, see the log"));
  }

  private static String left(@Nullable Held held, Instant now) {
    if (held == null) {
      return "there is no certificate yet";
    }
    Instant end = held.plan().notAfter();
    Duration left = Duration.between(now, end);
    return left.isNegative()
        ? "the certificate has expired, on " + end
        : "the certificate is valid for "
            + (left.toDays() < 2 ? left.toHours() + " hours" : left.toDays() + " days")
            + " more";
  }

  /**
   * Has the authority declare the certificate void, and another one obtained in its place.
   *
   * @param reason by RFC 5280, 5.3.1
   */
  void revoke(int reason) throws AttemptException, InterruptedException {
    KeyedChain chain = chain();
    if (chain == null) {
      throw new AttemptException("there is no certificate for " + name);
    }
    parts.get().authority().revoke(chain, reason);
    logger.warn("acme: {}: the certificate is revoked; another one is ordered", name);
    force();
  }
}
