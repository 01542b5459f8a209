package io.weir.core.pool;

import io.weir.core.plugin.CallScheduler;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * Lets a bounded number of a server's checks run at the same time, the others in the order in which
 * they came. Few run at once where they are quick, because each more costs a change of threads;
 * many where one has had to wait. A check that does not stop when its time is over leaves its place
 * to another one, but not without end, as each of them keeps a thread. Not safe for several
 * threads: whoever calls holds the lock.
 */
final class CheckQueue {
  /** How many run at once as long as nobody waits for {@link #GRACE}. */
  static final int FEW = 4;

  /** How long one may wait until more run at once. */
  static final Duration GRACE = Duration.ofMillis(20);

  private final int places;
  private final int mostStuck;
  private final CallScheduler scheduler;
  private final Object lock;
  private final FailureLog stuckLog;
  private final SequencedSet<MemberHealth> waiting = new LinkedHashSet<>();
  private int atOnce;
  private int taken;
  private int stuck;
  private boolean watched;

  /**
   * An empty queue.
   *
   * @param places how many checks may run at the same time at most
   * @param mostStuck how many more there may be where some do not stop
   * @param scheduler the time
   * @param lock guards the queue
   * @param stuckLog is told when others wait for those
   */
  CheckQueue(int places, int mostStuck, CallScheduler scheduler, Object lock, FailureLog stuckLog) {
    this.places = places;
    this.mostStuck = mostStuck;
    this.scheduler = scheduler;
    this.lock = lock;
    this.stuckLog = stuckLog;
    this.atOnce = Math.min(FEW, places);
  }

  /** Has a check begin now, or once there is a place. */
  void enter(MemberHealth member) {
    waiting.add(member);
    admit();
  }

  /** Forgets one that waits for a place. */
  void giveUp(MemberHealth member) {
    waiting.remove(member);
  }

  /** Gives back a place, as the check that had it has returned. */
  void leave() {
    taken--;
    admit();
  }

  /** Gives back a place although the check that had it goes on. */
  void stuck() {
    stuck++;
    leave();
  }

  /** A check has returned that was {@link #stuck}. */
  void unstuck() {
    stuck--;
    stuckLog.succeeded();
    admit();
  }

  private void admit() {
    while (taken < atOnce && !waiting.isEmpty()) {
      if (taken + stuck >= places + mostStuck) {
        stuckLog.failed(stuck + " checks do not stop, and no others begin");
        return;
      }
      taken++;
      waiting.removeFirst().check();
    }
    if (waiting.isEmpty()) {
      atOnce = Math.clamp(taken, Math.min(FEW, places), places);
    } else if (atOnce < places && !watched) {
      watched = true;
      MemberHealth last = waiting.getLast();
      scheduler.after(GRACE.toNanos(), () -> relieve(last));
    }
  }

  /** Who was the last in the queue and is still in it has waited the whole time. */
  private void relieve(MemberHealth last) {
    synchronized (lock) {
      watched = false;
      if (waiting.contains(last)) {
        atOnce = Math.min(atOnce * 2, places);
      }
      admit();
    }
  }
}
