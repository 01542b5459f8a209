package io.weir.core.pool;

import io.weir.core.config.BackendsConfig;
import io.weir.core.config.EjectionConfig;
import io.weir.core.pool.MemberState.Why;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one member's state follows from what is known about it and from the time. For the pool's
 * writer alone.
 */
final class MemberLife {
  static final long NEVER = Long.MAX_VALUE;

  /** Whether it works, from the moment on from which it is held back and starts slowly. */
  private boolean working;

  /** Whether its checks fail, and since when; it may be draining all the same. */
  private boolean down;

  private boolean hasWorked;

  /** Whether it will have to start slowly, and to be held back before, once it works. */
  private boolean startsSlowly;

  private boolean isHeldBack;

  /** Why it works, if it does. */
  private Why whyUp = Why.INITIAL;

  // Moments by the pool's clock, of which only differences mean something.
  private long heldUntil;
  private long slowUntil;
  private long downSince;
  private long ejectedUntil;
  private boolean ejected;
  private int ejections;
  private String ejectionReason = "";
  private boolean closed;

  private long untilChange = NEVER;

  /**
   * What a member is good for.
   *
   * @param word in one word
   * @param why the kind of reason
   * @param detail more about it; may be empty
   */
  record Finding(BackendState word, Why why, String detail) {
    Finding(BackendState word, Why why) {
      this(word, why, "");
    }
  }

  /**
   * A life that begins.
   *
   * @param late whether others have been there before, so that it is to start slowly
   */
  MemberLife(boolean late) {
    this.startsSlowly = late;
  }

  /** In how many nanoseconds the time alone changes what {@link #find} has found, or NEVER. */
  long untilChange() {
    return untilChange;
  }

  /** Finds out what a member is good for now. */
  Finding find(PoolMember member, boolean vanished, BackendsConfig rules, long now) {
    untilChange = NEVER;
    if (!member.enabled()) {
      working = false;
      startsSlowly = true;
      ejected = false;
      down = false;
      whyUp = Why.OPERATOR;
      return new Finding(BackendState.DISABLED, Why.OPERATOR);
    }
    if (vanished) {
      // Nobody checks it any more.
      down = false;
    } else {
      noteWhetherDown(member, now);
    }
    if (member.drain() || vanished) {
      return new Finding(BackendState.DRAINING, vanished ? Why.VANISHED : Why.OPERATOR);
    }
    if (member.resolved() == null) {
      return new Finding(BackendState.DOWN, Why.UNRESOLVED);
    }
    if (!member.live()) {
      return notLive(member);
    }
    if (isEjected(rules, now)) {
      return new Finding(BackendState.EJECTED, Why.CONNECTIONS_FAILED, ejectionReason);
    }
    return working(member, rules, now);
  }

  private void noteWhetherDown(PoolMember member, long now) {
    boolean fails = !member.live() && member.checked();
    if (fails && !down) {
      downSince = now;
      closed = false;
    }
    down = fails;
  }

  private Finding notLive(PoolMember member) {
    working = false;
    // Its checks have it out now, and say when it works again.
    ejected = false;
    if (hasWorked) {
      startsSlowly = true;
      isHeldBack = true;
    }
    if (!member.checked()) {
      return new Finding(BackendState.DOWN, Why.INITIAL);
    }
    whyUp = Why.CHECK_PASSED;
    return new Finding(BackendState.DOWN, Why.CHECK_FAILED, member.reason());
  }

  private boolean isEjected(BackendsConfig rules, long now) {
    if (ejected && rules.ejection().isPresent() && ejectedUntil - now > 0) {
      change(ejectedUntil - now);
      return true;
    }
    ejected = false;
    return false;
  }

  private Finding working(PoolMember member, BackendsConfig rules, long now) {
    if (!working) {
      working = true;
      heldUntil = now + (isHeldBack ? rules.failBackHold().toNanos() : 0);
      slowUntil = heldUntil + (startsSlowly ? rules.slowStart().toNanos() : 0);
      isHeldBack = false;
      startsSlowly = false;
    }
    if (heldUntil - now > 0) {
      change(heldUntil - now);
      return new Finding(BackendState.STARTING, Why.HELD_BACK);
    }
    hasWorked = true;
    if (slowUntil - now > 0) {
      change(slowUntil - now);
      return new Finding(BackendState.STARTING, Why.SLOW_START);
    }
    return new Finding(BackendState.UP, whyUp(member));
  }

  private Why whyUp(PoolMember member) {
    return switch (whyUp) {
      case INITIAL, CHECK_PASSED -> member.checked() ? Why.CHECK_PASSED : Why.INITIAL;
      default -> whyUp;
    };
  }

  /** How its share grows; only while it starts slowly. */
  @Nullable Ramp ramp() {
    long nanos = slowUntil - heldUntil;
    return nanos > 0 ? new Ramp(heldUntil, nanos) : null;
  }

  /**
   * Whether its open connections are to be closed now, which is said once for each time it is down.
   *
   * @param rules some by which they are closed at all
   */
  boolean closesNow(BackendsConfig rules, long now) {
    if (!down || closed) {
      return false;
    }
    long left = downSince + rules.closeAfter().map(Duration::toNanos).orElse(0L) - now;
    if (left > 0) {
      change(left);
      return false;
    }
    closed = true;
    return true;
  }

  /** Takes it out for a time that grows if that happens again soon. */
  void eject(EjectionConfig rules, String reason, long now) {
    if (ejections > 0 && now - ejectedUntil > rules.maxTime().toNanos()) {
      ejections = 0;
    }
    ejectedUntil = now + rules.timeAfter(ejections).toNanos();
    ejections++;
    ejected = true;
    ejectionReason = reason;
    working = false;
    startsSlowly = true;
    whyUp = Why.EJECTION_OVER;
  }

  private void change(long nanos) {
    untilChange = Math.min(untilChange, nanos);
  }
}
