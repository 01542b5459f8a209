package io.weir.core.pool;

import io.weir.core.config.BackendsConfig;
import io.weir.core.config.EjectionConfig;
import io.weir.core.stats.Throttle;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Keeps the state of all members of a pool up to date, and says in the log when one changes. For
 * the pool's writer alone, as far as nothing else is said.
 */
final class MemberStates {
  private static final long REFUSALS_PERIOD = Duration.ofSeconds(10).toNanos();

  /** After one could not be ejected, how long none is tried again. */
  private static final long FULL_FOR = Duration.ofSeconds(1).toNanos();

  private static final Logger log = LoggerFactory.getLogger(MemberStates.class);

  private final String server;
  private final PoolClock clock;
  private final Throttle refusals;
  private volatile BackendsConfig rules = BackendsConfig.DEFAULT;
  private volatile long fullUntil;
  private long untilChange = MemberLife.NEVER;

  MemberStates(String server, PoolClock clock) {
    this.server = server;
    this.clock = clock;
    this.refusals = new Throttle(REFUSALS_PERIOD, clock.nanoTime());
    this.fullUntil = clock.nanoTime();
  }

  /** Goes by other rules from the next {@link #refresh} on. May be called by anybody. */
  void setRules(BackendsConfig newRules) {
    rules = newRules;
  }

  /** The newest rules. May be called by anybody. */
  BackendsConfig rules() {
    return rules;
  }

  /**
   * Finds the state of every member.
   *
   * @param vanished whether a member is missing in the newest list
   */
  void refresh(List<PoolMember> members, Predicate<PoolMember> vanished) {
    BackendsConfig by = rules;
    long now = clock.nanoTime();
    untilChange = MemberLife.NEVER;
    for (PoolMember member : members) {
      MemberLife life = member.life();
      become(member, life.find(member, vanished.test(member), by, now));
      untilChange = Math.min(untilChange, life.untilChange());
    }
  }

  private void become(PoolMember member, MemberLife.Finding found) {
    MemberState before = member.state();
    if (before.word() == found.word()
        && before.why() == found.why()
        && before.detail().equals(found.detail())) {
      return;
    }
    MemberState after = before.becoming(found.word(), found.why(), found.detail(), clock.now());
    member.setState(after);
    boolean firstCheckFailed =
        before.why() == MemberState.Why.INITIAL && after.why() == MemberState.Why.CHECK_FAILED;
    if (before.word() != after.word() || firstCheckFailed) {
      say(member, after);
    }
  }

  private void say(PoolMember member, MemberState state) {
    LoggingEventBuilder line =
        log.atLevel(level(state))
            .addKeyValue("server", server)
            .addKeyValue("backend", member)
            .addKeyValue("why", state.why().word());
    if (!state.detail().isEmpty()) {
      line = line.addKeyValue("reason", state.detail());
    }
    line.log("backend is " + state.word().word());
  }

  private static Level level(MemberState state) {
    return switch (state.word()) {
      case DOWN, EJECTED -> Level.WARN;
      // Discovery may drop thousands, which is said in one line elsewhere.
      case DRAINING -> state.why() == MemberState.Why.VANISHED ? Level.DEBUG : Level.INFO;
      case UP, STARTING, DISABLED -> Level.INFO;
    };
  }

  /** In how many nanoseconds the time alone changes a state, or {@link MemberLife#NEVER}. */
  long untilChange() {
    return untilChange;
  }

  /**
   * Whose open connections are to be closed, as their checks fail; each is named once for each time
   * that it is down.
   *
   * @param panic whether the checks are not believed, so that nothing is closed because of them
   */
  Set<PoolMember> closing(List<PoolMember> members, boolean panic) {
    BackendsConfig by = rules;
    if (!by.closesWhenDown() || panic) {
      return Set.of();
    }
    long now = clock.nanoTime();
    Set<PoolMember> closing = new HashSet<>();
    for (PoolMember member : members) {
      if (member.life().closesNow(by, now)) {
        closing.add(member);
      }
      untilChange = Math.min(untilChange, member.life().untilChange());
    }
    return closing;
  }

  /**
   * Whether it makes sense to ask for the ejection of a member now: failures may come by the
   * thousand. May be called by anybody.
   */
  boolean takesEjections(PoolMember member) {
    return member.state().usable() && clock.nanoTime() - fullUntil >= 0;
  }

  /**
   * Ejects members, as far as {@code max_ejected_percent} lets it.
   *
   * @param asked how many failures in a row each has had
   * @param members all that are discovered
   */
  void eject(Map<PoolMember, Integer> asked, List<PoolMember> members) {
    EjectionConfig by = rules.ejection().orElse(null);
    if (by == null || asked.isEmpty()) {
      return;
    }
    long now = clock.nanoTime();
    long most = (long) members.size() * by.maxEjectedPercent() / 100;
    long ejected =
        members.stream().filter(member -> member.state().word() == BackendState.EJECTED).count();
    for (Map.Entry<PoolMember, Integer> each : asked.entrySet()) {
      PoolMember member = each.getKey();
      if (!member.state().usable()) {
        continue;
      }
      if (ejected < most) {
        ejected++;
        member.life().eject(by, each.getValue() + " connections in a row failed", now);
      } else {
        fullUntil = now + FULL_FOR;
        sayFull(member, ejected, members.size(), now);
      }
    }
  }

  private void sayFull(PoolMember member, long ejected, int members, long now) {
    if (refusals.pass(now)) {
      log.atWarn()
          .addKeyValue("server", server)
          .addKeyValue("backend", member)
          .addKeyValue("ejected", ejected)
          .addKeyValue("backends", members)
          .log("backend fails and stays, as max_ejected_percent are ejected already");
    }
  }
}
