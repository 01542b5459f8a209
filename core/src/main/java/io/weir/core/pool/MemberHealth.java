package io.weir.core.pool;

import io.weir.api.config.HostPort;
import io.weir.api.health.HealthResult;
import io.weir.core.plugin.CallResult;
import io.weir.core.plugin.CallScheduler;
import io.weir.core.plugin.PluginCall;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When one backend is checked, never twice at the same time: a check that is still running when the
 * next is due remains the only one, and once its time is over it counts as failed whenever another
 * one would have been due. It is for an address and not for a member, so that this holds too if a
 * backend leaves and comes back while its check hangs. The context's lock guards everything here.
 */
final class MemberHealth {

  private enum State {
    /** No check is under way. */
    RESTING,
    /** Waiting for a place in the queue. */
    QUEUED,
    /** A check is under way. */
    CHECKING,
    /** A check is too late or was cancelled, and has not returned yet. */
    RETURNING
  }

  private static final String NOT_STOPPED = "an earlier check has not stopped yet";
  private static final int SLOTS = 50;
  private static final long LONGEST_SLOT = Duration.ofMillis(20).toNanos();

  private final CheckContext context;
  private final HostPort address;
  private final long interval;

  /** Checks are due at multiples of it, so that one wake-up serves many. */
  private final long slot;

  private State state = State.RESTING;
  private boolean holdsPlace;
  private boolean stuck;
  private long due;
  private CallScheduler.@Nullable Timer timer;
  private @Nullable Verdict verdict;
  private @Nullable Check check;
  private @Nullable PluginCall<HealthResult> call;

  MemberHealth(CheckContext context, HostPort address) {
    this.context = context;
    this.address = address;
    this.interval = context.settings().interval().toNanos();
    this.slot = Math.clamp(interval / SLOTS, 1, LONGEST_SLOT);
  }

  HostPort address() {
    return address;
  }

  /** The check that was made last; null if there was none. */
  @Nullable PluginCall<HealthResult> call() {
    return call;
  }

  /** Checks a member at once and from then on; does nothing if it is followed already. */
  void follow(PoolMember member) {
    if (verdict != null && verdict.isOf(member)) {
      return;
    }
    verdict = new Verdict(context, member);
    due = context.scheduler().nanoTime();
    beginNext(phase());
    enter();
  }

  /**
   * Checks it no more.
   *
   * @return whether nothing is running any more
   */
  boolean unfollow() {
    verdict = null;
    if (timer != null) {
      timer.cancel();
    }
    if (state == State.QUEUED) {
      context.queue().giveUp(this);
      state = State.RESTING;
    } else if (state == State.CHECKING && call != null) {
      state = State.RETURNING;
      call.cancel();
      leave();
    }
    return state == State.RESTING;
  }

  /** Its place in the queue has come. */
  void check() {
    Verdict asked = Objects.requireNonNull(verdict, "only who is followed waits in the queue");
    state = State.CHECKING;
    holdsPlace = true;
    check = new Check(asked);
    call =
        PluginCall.start(
            context.workers(),
            "check-" + context.server() + "-" + address,
            context.settings().timeout(),
            () -> context.check().check(asked.target()),
            check);
  }

  private void onDue() {
    synchronized (context.lock()) {
      if (verdict == null) {
        return;
      }
      beginNext(interval);
      switch (state) {
        case RESTING -> enter();
        case QUEUED -> {}
        // Whoever takes longer than an interval must not keep others from being checked.
        case CHECKING -> leave();
        case RETURNING -> {
          context.faults().found(NOT_STOPPED);
          verdict.failed(NOT_STOPPED);
        }
      }
    }
  }

  private void beginNext(long delay) {
    long now = context.scheduler().nanoTime();
    due = Math.max(Math.floorDiv(due + delay, slot) * slot, now);
    timer = context.scheduler().after(due - now, this::onDue);
  }

  private void enter() {
    if (state == State.RESTING) {
      state = State.QUEUED;
      context.queue().enter(this);
    }
  }

  /** Gives back the place in the queue, and says so if the check goes on without one. */
  private void leave() {
    boolean running = call != null && call.isRunning();
    if (holdsPlace) {
      holdsPlace = false;
      stuck = running;
      if (running) {
        context.queue().stuck();
      } else {
        context.queue().leave();
      }
    } else if (stuck && !running) {
      stuck = false;
      context.queue().unstuck();
    }
  }

  /**
   * How long after its first check the second one comes: more than 0, at most an interval. It
   * differs from backend to backend and is the same after a restart, and spreads the checks of
   * backends that were found together.
   */
  private long phase() {
    int scattered = address.hashCode() * 0x9E3779B9;
    double share = (Integer.toUnsignedLong(scattered) + 1.0) / (1L << 32);
    // Not with the first one, which may still be running.
    return Math.max(2 * slot, (long) (interval * share));
  }

  /** One check of one member. */
  private final class Check implements PluginCall.Listener<HealthResult> {
    private final Verdict asked;

    Check(Verdict asked) {
      this.asked = asked;
    }

    @Override
    public void settled(CallResult<HealthResult> result) {
      synchronized (context.lock()) {
        update();
        if (verdict == asked) {
          asked.take(result);
        }
      }
    }

    @Override
    public void ended() {
      synchronized (context.lock()) {
        update();
      }
    }

    /**
     * A time-out and the end of the same check may come in either order, even after the next one.
     */
    private void update() {
      if (check == this && call != null && state != State.QUEUED) {
        state = call.isRunning() ? State.RETURNING : State.RESTING;
        leave();
      }
      if (verdict == null && state == State.RESTING) {
        context.idle().accept(MemberHealth.this);
      }
    }
  }
}
