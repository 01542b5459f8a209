package io.weir.core.acme;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has jobs work when they are due, each on a virtual thread of its own, a few at a time. It goes by
 * the time of day and looks at it every so often, because clocks are set and machines sleep. Work
 * on a job that is not there any more is interrupted.
 */
final class JobRunner implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(JobRunner.class);

  /** How long what is under way is waited for at the end. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final Supplier<Collection<CertificateJob>> jobs;
  private final int mostAtOnce;
  private final Duration longestSleep;

  private final Semaphore wakes = new Semaphore(0);

  /** Guarded by this, as is the thread. */
  private final Map<CertificateJob, Thread> working = new HashMap<>();

  /** Those of them that were interrupted; once is enough, as they have to clean up. */
  private final Set<CertificateJob> stopped = new HashSet<>();

  /** Whether somebody waits for all work to end, or does what nobody may work during. */
  private boolean paused;

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

  private synchronized void stopUnlisted(Collection<CertificateJob> listed) {
    working.forEach((job, worker) -> {
      if (!listed.contains(job) && stopped.add(job)) {
        worker.interrupt();
      }
    });
  }

  /** Whatever goes wrong: if this ended, no certificate would be renewed any more. */
  private Duration startDue() {
    try {
      return started();
    } catch (RuntimeException | Error e) {
      logger.error("acme: please report this", e);
      return longestSleep;
    }
  }

  /** How long nothing will be due. */
  private synchronized Duration started() {
    Instant now = clock.instant();
    Instant next = now.plus(longestSleep);
    Set<CertificateJob> all = Set.copyOf(jobs.get());
    stopUnlisted(all);
    for (CertificateJob job : all) {
      if (paused || working.containsKey(job) || working.size() >= mostAtOnce) {
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
      // It was closed, or no server lists the name any more.
    } catch (RuntimeException | Error e) {
      // Whatever it is: without a next attempt in the future it would be tried again at once.
      logger.error("acme: {}: please report this", job.name(), e);
      job.broke();
    } finally {
      ended(job);
    }
  }

  private synchronized void ended(CertificateJob job) {
    working.remove(job);
    stopped.remove(job);
    notifyAll();
    wake();
  }

  /**
   * Does something while no job works: what is under way is waited for, which may take minutes, and
   * nothing else begins. Nothing is done if it is closed before.
   */
  synchronized void whileNobodyWorks(Runnable task) throws InterruptedException {
    while (paused && !closed) {
      wait();
    }
    paused = true;
    try {
      while (!working.isEmpty() && !closed) {
        wait();
      }
      if (!closed) {
        task.run();
      }
    } finally {
      paused = false;
      notifyAll();
      wake();
    }
  }

  /** At least a little, whatever the clock does. */
  private boolean await(Duration rest) throws InterruptedException {
    if (wakes.tryAcquire(Math.max(1, rest.toMillis()), TimeUnit.MILLISECONDS)) {
      wakes.drainPermits();
    }
    return !closed;
  }

  /** Interrupts what is under way and waits for it for some seconds; begins nothing any more. */
  @Override
  public void close() {
    List<Thread> threads;
    synchronized (this) {
      closed = true;
      notifyAll();
      threads = List.copyOf(working.values());
    }
    wake();
    threads.forEach(Thread::interrupt);
    try {
      long end = System.nanoTime() + PATIENCE.toNanos();
      for (Thread worker : threads) {
        var _ = worker.join(Duration.ofNanos(end - System.nanoTime()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
