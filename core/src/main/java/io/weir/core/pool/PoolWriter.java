package io.weir.core.pool;

import io.weir.api.Backend;
import io.weir.core.config.BackendsConfig;
import io.weir.core.config.EjectionConfig;
import io.weir.core.config.SniConfig;
import io.weir.core.plugin.CallScheduler;
import io.weir.core.stats.Throttle;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a pool. Whatever is found out is left with it by anybody; it applies all there
 * is, then publishes one snapshot, and none if nothing that a connection could see has changed.
 */
final class PoolWriter implements Conduct.Judge {
  /** From one line about changed backends to the next: a discovery may tell of many a second. */
  private static final long CHANGES_PERIOD = Duration.ofSeconds(1).toNanos();

  private static final Logger log = LoggerFactory.getLogger(PoolWriter.class);

  private final String server;
  private final MemberFactory factory;
  private final Membership membership;
  private final NameRouting routing;
  private final List<MemberFollower> followers = new CopyOnWriteArrayList<>();
  private final PendingChanges pending = new PendingChanges();
  private final SerialWork work;
  private final Throttle changes = new Throttle(CHANGES_PERIOD, System.nanoTime());
  private final List<Consumer<Set<PoolMember>>> downListeners = new CopyOnWriteArrayList<>();
  private final PoolClock clock;
  private final MemberStates states;
  private final CompletableFuture<Void> discovered = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /** Only the writer looks at it. */
  private FailsafeBalancer balancer;

  // What wakes it next by time, and when; only the writer looks at them.
  private CallScheduler.@Nullable Timer wakeUp;
  private long wakesAt;

  private volatile PoolSnapshot snapshot = PoolSnapshot.NOT_DISCOVERED;
  private volatile boolean closed;

  /**
   * Makes a writer.
   *
   * @param server the server's name, for the log
   * @param clock the time
   * @param executor where it works
   */
  PoolWriter(
      String server,
      FailsafeBalancer balancer,
      MemberFactory factory,
      PoolClock clock,
      Executor executor) {
    this.server = server;
    this.balancer = balancer;
    this.factory = factory;
    this.clock = clock;
    this.states = new MemberStates(server, clock);
    this.membership = new Membership(factory, this);
    this.routing = new NameRouting(server);
    this.work = new SerialWork(executor, this::write);
  }

  /** Adds one who is told of all members from now on. */
  void addFollower(MemberFollower follower) {
    followers.add(follower);
  }

  /** Has one follower take over from another; either may be missing. */
  void changeFollower(@Nullable MemberFollower old, @Nullable MemberFollower next) {
    if (old != null) {
      followers.remove(old);
    }
    if (next != null) {
      followers.add(next);
      pending.tellFollowers();
      wake();
    }
  }

  /** Goes on with another balancer. */
  void setBalancer(FailsafeBalancer next) {
    pending.balancer(next);
    wake();
  }

  /**
   * Has server names lead to backends as a section says.
   *
   * @param section null if names do not matter
   */
  void setRouting(@Nullable SniConfig section) {
    routing.setRules(section);
    wake();
  }

  /** Has backends come to work and go from it as a section says. */
  void setRules(BackendsConfig rules) {
    states.setRules(rules);
    wake();
  }

  /** Tells somebody whose open connections are to be closed because its checks fail. */
  void whenDown(Consumer<Set<PoolMember>> listener) {
    downListeners.add(listener);
  }

  @Override
  public @Nullable EjectionConfig rules() {
    return states.rules().ejection().orElse(null);
  }

  @Override
  public void eject(PoolMember member, int failures) {
    if (states.takesEjections(member)) {
      pending.failing(member, failures);
      wake();
    }
  }

  /**
   * Finds out which backends are for a server name.
   *
   * @param waiter told once that is published, on the writer's thread
   */
  void learn(String name, Election.Waiter waiter) {
    pending.name(name, waiter);
    wake();
  }

  /** Lets nobody wait for a name who does not want to know any more. */
  void forget(String name, Election.Waiter waiter) {
    pending.forget(name, waiter);
  }

  /** Whether members count as live before their first check, from now on. */
  void setInitiallyLive(boolean initiallyLive) {
    factory.setInitiallyLive(initiallyLive);
  }

  /** Counts every member as live, from the point of view of whoever checks none. */
  void setAllLive() {
    pending.allLive();
    wake();
  }

  /** Completed once everything that was handed in before has been applied and published. */
  CompletionStage<Void> applied() {
    CompletableFuture<Void> applied = new CompletableFuture<>();
    pending.whenApplied(applied);
    wake();
    return applied;
  }

  long nanoTime() {
    return clock.nanoTime();
  }

  PoolSnapshot snapshot() {
    return snapshot;
  }

  CompletionStage<Void> discovered() {
    return discovered.minimalCompletionStage();
  }

  /**
   * Takes a complete list of the backends.
   *
   * @param backends not modified afterwards
   */
  void setBackends(List<Backend> backends) {
    pending.backends(backends);
    wake();
  }

  void setLive(PoolMember member, boolean live, String reason) {
    pending.live(member, live, reason);
    wake();
  }

  void setEnabled(PoolMember member, boolean enabled) {
    pending.enabled(member, enabled);
    wake();
  }

  void setDrain(PoolMember member, boolean drain) {
    pending.drain(member, drain);
    wake();
  }

  void setWeight(PoolMember member, OptionalInt weight) {
    pending.weight(member, weight);
    wake();
  }

  void setResolved(PoolMember member, InetSocketAddress address) {
    pending.resolved(member, address);
    wake();
  }

  /** Has it look whether there is anything to do; may be called on an event loop. */
  void wake() {
    work.ask();
  }

  /** Publishes an empty pool and applies nothing any more. */
  void close() {
    closed = true;
    wake();
    ended.join();
  }

  private void write() {
    if (closed) {
      end();
    } else {
      apply();
    }
    if (pending.hasNames()) {
      wake();
    }
  }

  private void apply() {
    PendingChanges.Batch batch = pending.take();
    List<Backend> list = batch.backends();
    boolean changed = list != null && membership.merge(list);
    batch.applyToMembers(membership.ordered());
    states.eject(batch.failing(), membership.discovered());
    states.refresh(membership.ordered(), membership::isVanished);
    if (batch.balancer() != null) {
      balancer = batch.balancer();
    }
    publish(snapshot.discovered() || list != null, batch.names());
    membership.closeVanished();
    if (membership.dropDrained()) {
      publish(snapshot.discovered(), Set.of());
    }
    if (changed) {
      sayWhoIsThere();
    }
    if (changed || batch.concernsFollowers()) {
      List<PoolMember> members = membership.discovered();
      followers.forEach(follower -> follower.follow(members));
    }
    closeThoseOfBackendsThatAreDown();
    wakeInTime();
    batch.applied();
  }

  private void closeThoseOfBackendsThatAreDown() {
    Set<PoolMember> closing = states.closing(membership.ordered(), snapshot.panic());
    if (!closing.isEmpty()) {
      downListeners.forEach(listener -> listener.accept(closing));
    }
  }

  /** States change by time alone as well: one timer waits for that, whatever else changes. */
  private void wakeInTime() {
    long left = states.untilChange();
    long now = clock.nanoTime();
    if (wakeUp != null && left != MemberLife.NEVER && wakesAt - now > 0 && wakesAt - now <= left) {
      return;
    }
    stopWaking();
    if (left != MemberLife.NEVER) {
      wakesAt = now + left;
      wakeUp = clock.after(left, this::wake);
    }
  }

  private void stopWaking() {
    if (wakeUp != null) {
      wakeUp.cancel();
      wakeUp = null;
    }
  }

  private void sayWhoIsThere() {
    if (changes.pass(System.nanoTime())) {
      int members = membership.ordered().size();
      int discoveredNow = membership.discovered().size();
      log.atInfo()
          .addKeyValue("server", server)
          .addKeyValue("backends", discoveredNow)
          .addKeyValue("draining", members - discoveredNow)
          .log("backends changed");
    }
  }

  private void publish(boolean isDiscovered, Collection<String> asked) {
    PoolSnapshot old = snapshot;
    List<PoolMember> members = membership.ordered();
    List<PoolMember> found = membership.discovered();
    Eligible eligible = Eligible.among(found, states.rules().panicThreshold());
    Routes routes = routing.prepare(balancer, found, eligible, asked, this::wake);
    PoolSnapshot next =
        new PoolSnapshot(isDiscovered, members, routes, eligible.panic(), eligible.ramping());
    if (!next.isSameAs(old)) {
      snapshot = next;
      sayPanic(old.panic(), eligible);
    }
    if (isDiscovered) {
      discovered.complete(null);
    }
  }

  private void sayPanic(boolean before, Eligible eligible) {
    if (before != eligible.panic()) {
      (before ? log.atInfo() : log.atWarn())
          .addKeyValue("server", server)
          .addKeyValue("backends", eligible.members().size())
          .log(
              before
                  ? "enough backends work again"
                  : "fewer backends work than panic_threshold, all are used");
    }
  }

  private void end() {
    stopWaking();
    membership.clear();
    snapshot = new PoolSnapshot(snapshot.discovered(), List.of(), Routes.NONE, false, false);
    discovered.completeExceptionally(new IllegalStateException("the pool is closed"));
    pending.take().applied();
    ended.complete(null);
  }
}
