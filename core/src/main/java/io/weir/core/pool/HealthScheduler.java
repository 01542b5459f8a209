package io.weir.core.pool;

import io.weir.api.config.HostPort;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.core.config.HealthCheckSettings;
import io.weir.core.plugin.PluginCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Decides when a server's backends are checked. A backend that waits for its next check costs a
 * timer and no thread, so thousands are cheap.
 */
final class HealthScheduler implements MemberFollower, PoolFeed {
  /**
   * Checks of one server at the same time: each has a thread, a socket or, with exec, a process.
   * Where every check waits for a timeout of 2 s it is enough for 128 backends a second.
   */
  static final int MAX_CHECKS = 256;

  /** How many more there may be where some go on although their time is over. */
  static final int MAX_STUCK = 32;

  private static final Logger log = LoggerFactory.getLogger(HealthScheduler.class);

  private final CheckContext context;
  private final Map<HostPort, MemberHealth> backends = new HashMap<>();
  private boolean closed;

  HealthScheduler(
      Subject subject,
      HealthCheck check,
      HealthCheckSettings settings,
      AddressLookup lookup,
      HealthListener listener,
      Scheduler scheduler) {
    if (!settings.interval().isPositive()) {
      throw new IllegalArgumentException("interval: " + settings.interval() + " (expected: > 0)");
    }
    Object lock = new Object();
    this.context =
        new CheckContext(
            subject.server(),
            check,
            settings,
            new CheckPlace(settings, lookup),
            scheduler,
            scheduler.workers(),
            new CheckQueue(
                MAX_CHECKS,
                MAX_STUCK,
                scheduler,
                lock,
                new FailureLog(log, Level.ERROR, "checking", subject.keys())),
            listener,
            new CheckFaults(subject),
            lock,
            idle -> backends.remove(idle.address(), idle));
  }

  @Override
  public void follow(List<PoolMember> members) {
    synchronized (context.lock()) {
      if (closed) {
        return;
      }
      Map<HostPort, PoolMember> checkable = HashMap.newHashMap(members.size());
      for (PoolMember member : members) {
        if (member.resolved() != null && member.enabled()) {
          checkable.put(member.address(), member);
        }
      }
      backends
          .values()
          .removeIf(backend -> !checkable.containsKey(backend.address()) && backend.unfollow());
      checkable.forEach((address, member) ->
          backends
              .computeIfAbsent(address, _ -> new MemberHealth(context, address))
              .follow(member));
    }
  }

  /** Ends all checks; the health check itself stays open. May block for a moment. */
  @Override
  public void close() {
    PluginCall.awaitEnds(end(), PATIENCE);
    context.workers().close();
  }

  /** Ends all checks; those that are still running are returned. */
  private List<PluginCall<HealthResult>> end() {
    synchronized (context.lock()) {
      closed = true;
      List<MemberHealth> running = new ArrayList<>(backends.values());
      running.removeIf(MemberHealth::unfollow);
      return running.stream().map(MemberHealth::call).filter(Objects::nonNull).toList();
    }
  }
}
