package io.weir.core.pool;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * Lets a bounded number of a server's checks run at the same time, the others in the order in which
 * they came. Not safe for several threads: the health scheduler guards it.
 */
final class CheckQueue {
  private final int places;
  private final SequencedSet<MemberHealth> waiting = new LinkedHashSet<>();
  private int taken;

  CheckQueue(int places) {
    this.places = places;
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

  /** Gives back a place. */
  void leave() {
    taken--;
    admit();
  }

  private void admit() {
    while (taken < places && !waiting.isEmpty()) {
      taken++;
      waiting.removeFirst().check();
    }
  }
}
