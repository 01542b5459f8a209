package io.weir.core.acme;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has jobs work when they are due, each on a virtual thread of its own, a few at a time. It goes by
 * the time of day and looks at it every so often, because clocks are set and machines sleep.
 */
final class JobRunner implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(JobRunner.class);

  private final InstantSource clock;
  private final Supplier<Collection<CertificateJob>> jobs;
  private final int mostAtOnce;
  private final Duration longestSleep;

  private final Semaphore wakes = new Semaphore(0);

  /** Guarded by this, as is the thread. */
  private final Map<CertificateJob, Thread> working = new HashMap<>();

  private @Nullable Thread thread;
  private volatile boolean closed;

  /**
   * Nothing runs yet.
   *
   * @param jobs all there are at a time
   * @param mostAtOnce how many work at the same time
   * @param longestSleep how long it does not look at the clock
   */
  JobRunner(
      InstantSource clock,
      Supplier<Collection<CertificateJob>> jobs,
      int mostAtOnce,
      Duration longestSleep) {
    this.clock = clock;
    this.jobs = jobs;
    this.mostAtOnce = mostAtOnce;
    this.longestSleep = longestSleep;
  }

  /** Begins, if it has not begun. */
  synchronized void begin() {
    if (thread == null && !closed) {
      thread = Thread.ofVirtual().name("acme").start(this::run);
    }
  }

  /** Something may be due earlier than it seemed. */
  void wake() {
    wakes.release();
  }

  private void run() {
    try {
      while (await(startDue())) {
        // As long as it is not closed.
      }
    } catch (InterruptedException e) {
      // It was closed.
    }
  }

  /** How long nothing will be due. */
  private synchronized Duration startDue() {
    Instant now = clock.instant();
    Instant next = now.plus(longestSleep);
    for (CertificateJob job : List.copyOf(jobs.get())) {
      if (working.containsKey(job) || working.size() >= mostAtOnce) {
        // Whoever ends wakes this up.
        continue;
      }
      if (!job.next().isAfter(now)) {
        working.put(job, Thread.ofVirtual().name("acme " + job.name()).start(() -> work(job)));
      } else if (job.next().isBefore(next)) {
        next = job.next();
      }
    }
    return Duration.between(now, next);
  }

  private void work(CertificateJob job) {
    try {
      job.work();
    } catch (InterruptedException e) {
      // It was closed.
    } catch (RuntimeException e) {
      logger.error("acme: {}: please report this", job.name(), e);
      job.broke();
    } finally {
      ended(job);
    }
  }

  private synchronized void ended(CertificateJob job) {
    working.remove(job);
    wake();
  }

  /** At least a little, whatever the clock does. */
  private boolean await(Duration rest) throws InterruptedException {
    if (wakes.tryAcquire(Math.max(1, rest.toMillis()), TimeUnit.MILLISECONDS)) {
      wakes.drainPermits();
    }
    return !closed;
  }

  /** Interrupts what is under way, and begins nothing any more. */
  @Override
  public void close() {
    List<Thread> threads;
    synchronized (this) {
      closed = true;
      threads = List.copyOf(working.values());
    }
    wake();
    threads.forEach(Thread::interrupt);
  }
}
