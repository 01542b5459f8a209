package io.weir.core.pool;

import io.weir.api.Backend;
import io.weir.api.discovery.Discovery;
import io.weir.core.plugin.BackendLists;
import io.weir.core.plugin.CallResult;
import io.weir.core.plugin.PluginCall;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Lets a discovery tell of changes by itself, one watch at a time. It is recovered from a failure
 * when it tells something again, not when it begins again: a watch that ends with an error as soon
 * as it is called would fill the log otherwise.
 */
final class DiscoveryWatch {

  /** Learns what the watch tells. */
  interface Listener {
    /** A complete list came. */
    void pushed(List<Backend> backends);

    /** The watch ended with an error. */
    void watchFailed();
  }

  private static final Logger log = LoggerFactory.getLogger(DiscoveryWatch.class);

  private final Subject subject;
  private final Discovery discovery;
  private final Scheduler scheduler;
  private final Listener listener;
  private final FailureLog failures;
  private @Nullable PluginCall<Boolean> call;

  DiscoveryWatch(Subject subject, Discovery discovery, Scheduler scheduler, Listener listener) {
    this.subject = subject;
    this.discovery = discovery;
    this.scheduler = scheduler;
    this.listener = listener;
    this.failures = new FailureLog(log, Level.WARN, "watch of discovery", subject.keys());
  }

  /** Begins, unless it is under way. */
  synchronized void start() {
    if (call != null && call.isRunning()) {
      return;
    }
    Run run = new Run();
    call =
        PluginCall.start(
            scheduler,
            "watch-" + subject.server(),
            Duration.ZERO,
            () -> {
              discovery.watch(run);
              return true;
            },
            run);
  }

  /**
   * Ends it.
   *
   * @return the call, which may still be running; null if there was none
   */
  synchronized @Nullable PluginCall<Boolean> cancel() {
    if (call != null) {
      call.cancel();
    }
    return call;
  }

  /** One call of {@link Discovery#watch}: what is told after its end does not count. */
  private final class Run implements Consumer<List<Backend>>, PluginCall.Listener<Boolean> {
    private volatile boolean over;

    @Override
    public void accept(List<Backend> backends) {
      List<Backend> copy = BackendLists.copy(backends);
      if (!over) {
        failures.succeeded();
        listener.pushed(copy);
      }
    }

    @Override
    public void settled(CallResult<Boolean> result) {
      over = true;
      if (result instanceof CallResult.Failure<Boolean> failure) {
        failures.failed(failure.reason());
        listener.watchFailed();
      }
    }

    @Override
    public void ended() {
      over = true;
    }
  }
}
