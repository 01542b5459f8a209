package io.weir.core.pool;

import io.weir.api.Backend;
import io.weir.api.discovery.Discovery;
import io.weir.core.config.DiscoverySettings;
import io.weir.core.config.DiscoverySettings.FailPolicy;
import io.weir.core.plugin.BackendLists;
import io.weir.core.plugin.CallResult;
import io.weir.core.plugin.CallScheduler;
import io.weir.core.plugin.PluginCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Decides when a server's discovery is asked and what becomes of its answers; how to find backends
 * is all that a plugin has to know. There is never more than one look-up under way, also if the
 * plugin ignores that its time is over.
 */
final class DiscoveryScheduler implements PoolFeed, DiscoveryWatch.Listener {
  /** How long after a failure the next look-up comes, whatever the interval: gobetween's rule. */
  static final Duration RETRY = Duration.ofSeconds(2);

  private static final Logger log = LoggerFactory.getLogger(DiscoveryScheduler.class);

  private final Subject subject;
  private final Discovery discovery;
  private final DiscoverySettings settings;
  private final Duration timeout;
  private final DiscoveryListener listener;
  private final Scheduler scheduler;
  private final DiscoveryWatch watch;
  private final FailureLog failures;
  private final CompletableFuture<Void> answered = new CompletableFuture<>();

  // Guarded by this.
  private @Nullable PluginCall<List<Backend>> call;
  private CallScheduler.@Nullable Timer next;
  private long pushes;
  private boolean found;
  private boolean closed;

  /**
   * Prepares; nothing happens before {@link #start}.
   *
   * @param timeout how long a look-up may take; zero means any time
   * @param listener takes each new list
   */
  DiscoveryScheduler(
      Subject subject,
      Discovery discovery,
      DiscoverySettings settings,
      Duration timeout,
      DiscoveryListener listener,
      Scheduler scheduler) {
    this.subject = subject;
    this.discovery = discovery;
    this.settings = settings;
    this.timeout = timeout;
    this.listener = listener;
    this.scheduler = scheduler;
    this.watch = new DiscoveryWatch(subject, discovery, scheduler, this);
    this.failures = new FailureLog(log, Level.WARN, "discovery", subject.keys());
  }

  /** Looks up for the first time. */
  void start() {
    lookUp();
  }

  private synchronized void lookUp() {
    if (closed) {
      return;
    }
    if (call != null && call.isRunning()) {
      failed("an earlier look-up has not stopped yet");
      return;
    }
    call =
        PluginCall.start(
            scheduler,
            "discovery-" + subject.server(),
            timeout,
            () -> BackendLists.copy(discovery.fetch()),
            new LookUp(pushes));
  }

  private synchronized void settled(CallResult<List<Backend>> result, long pushesBefore) {
    if (closed) {
      return;
    }
    switch (result) {
      case CallResult.Failure<List<Backend>> failure -> failed(failure.reason());
      case CallResult.Answered<List<Backend>>(List<Backend> backends) -> {
        failures.succeeded();
        // What the watch told in the meantime is newer.
        if (pushes == pushesBefore) {
          take(backends);
        }
        if (!settings.interval().isZero()) {
          lookUpAfter(settings.interval());
        }
        watch.start();
      }
    }
  }

  private void failed(String reason) {
    failures.failed(reason);
    listener.failed();
    applyFailPolicy();
    lookUpAfter(RETRY);
  }

  @Override
  public synchronized void pushed(List<Backend> backends) {
    if (!closed) {
      pushes++;
      take(backends);
    }
  }

  @Override
  public synchronized void watchFailed() {
    if (!closed) {
      listener.failed();
      applyFailPolicy();
      lookUpAfter(RETRY);
    }
  }

  private void take(List<Backend> backends) {
    found = true;
    listener.found(backends);
    answered.complete(null);
  }

  private void applyFailPolicy() {
    // A discovery that never answered has not discovered "none".
    if (found && settings.failpolicy() == FailPolicy.SETEMPTY) {
      listener.found(List.of());
    }
  }

  private void lookUpAfter(Duration delay) {
    if (next != null) {
      next.cancel();
    }
    next = scheduler.after(delay.toNanos(), this::lookUp);
  }

  /** Completed once a look-up or the watch has told a list. */
  CompletionStage<Void> answered() {
    return answered.minimalCompletionStage();
  }

  /** Ends it; the discovery itself stays open. May block for a moment. */
  @Override
  public void close() {
    PluginCall.awaitEnds(end(), PATIENCE);
  }

  /** Ends everything; what may still be running is returned. */
  private synchronized List<PluginCall<?>> end() {
    closed = true;
    if (next != null) {
      next.cancel();
    }
    List<PluginCall<?>> running = new ArrayList<>();
    if (call != null) {
      call.cancel();
      running.add(call);
    }
    PluginCall<Boolean> watching = watch.cancel();
    if (watching != null) {
      running.add(watching);
    }
    return running;
  }

  /** One look-up. */
  private final class LookUp implements PluginCall.Listener<List<Backend>> {
    private final long pushesBefore;

    LookUp(long pushesBefore) {
      this.pushesBefore = pushesBefore;
    }

    @Override
    public void settled(CallResult<List<Backend>> result) {
      DiscoveryScheduler.this.settled(result, pushesBefore);
    }
  }
}
