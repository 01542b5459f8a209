package io.weir.core.pool;

import io.weir.core.config.EjectionConfig;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What connections find out about a member, without any check: failures in a row have it ejected.
 * Every event loop writes in it; in good times that costs one look at a number.
 */
public final class Conduct {
  private final PoolMember member;
  private final Judge judge;
  private final AtomicInteger failures = new AtomicInteger();

  /** Decides what follows from failures. */
  interface Judge {
    /** The rules; null if nothing follows. */
    @Nullable EjectionConfig rules();

    /** Failures in a row have reached the limit. Never blocks. */
    void eject(PoolMember member, int failures);

    /** Nothing follows from anything. */
    Judge NONE =
        new Judge() {
          @Override
          public @Nullable EjectionConfig rules() {
            return null;
          }

          @Override
          public void eject(PoolMember member, int failures) {}
        };
  }

  Conduct(PoolMember member, Judge judge) {
    this.member = member;
    this.judge = judge;
  }

  /** It refused a connection, or did not answer in time. */
  public void failed() {
    EjectionConfig rules = judge.rules();
    if (rules != null && failures.incrementAndGet() >= rules.failures()) {
      int counted = failures.getAndSet(0);
      // Another loop may have told of the same failures a moment ago.
      if (counted > 0) {
        judge.eject(member, counted);
      }
    }
  }

  /** It has sent something: it works. */
  public void answered() {
    if (failures.get() != 0) {
      failures.set(0);
    }
  }

  /**
   * A connection has ended on which it has not sent anything.
   *
   * @param reset whether it reset the connection
   * @param nanos how long the connection was open
   */
  public void keptSilent(boolean reset, long nanos) {
    EjectionConfig rules = judge.rules();
    if (rules == null) {
      return;
    }
    long early = rules.earlyReset().toNanos();
    if (reset && nanos < early) {
      failed();
    } else if (early > 0 && nanos >= early) {
      answered();
    }
  }
}
