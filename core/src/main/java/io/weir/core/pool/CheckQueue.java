package io.weir.core.pool;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * Lets a bounded number of a server's checks run at the same time, the others in the order in which
 * they came. A check that does not stop when its time is over leaves its place to another one, but
 * not without end, as each of them keeps a thread. Not safe for several threads: the health
 * scheduler guards it.
 */
final class CheckQueue {
  private final int places;
  private final int mostStuck;
  private final FailureLog stuckLog;
  private final SequencedSet<MemberHealth> waiting = new LinkedHashSet<>();
  private int taken;
  private int stuck;

  /**
   * An empty queue.
   *
   * @param places how many checks may run at the same time
   * @param mostStuck how many more there may be where some do not stop
   * @param stuckLog is told when others wait for those
   */
  CheckQueue(int places, int mostStuck, FailureLog stuckLog) {
    this.places = places;
    this.mostStuck = mostStuck;
    this.stuckLog = stuckLog;
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
    while (taken < places && !waiting.isEmpty()) {
      if (taken + stuck >= places + mostStuck) {
        stuckLog.failed(stuck + " checks do not stop, and no others begin");
        return;
      }
      taken++;
      waiting.removeFirst().check();
    }
  }
}
