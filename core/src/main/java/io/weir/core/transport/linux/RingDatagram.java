package io.weir.core.transport.linux;

import io.weir.core.transport.Datagram;
import io.weir.core.transport.linux.syscall.MessageRing;

/** The datagram at hand: an entry of a ring. The same object stands for one after the other. */
class RingDatagram implements Datagram {
  private final MessageRing ring;
  private int entry;

  RingDatagram(MessageRing ring) {
    this.ring = ring;
  }

  /** Stands for another entry from now on. */
  void at(int newEntry) {
    entry = newEntry;
  }

  final MessageRing ring() {
    return ring;
  }

  final int entry() {
    return entry;
  }

  @Override
  public final int length() {
    return ring.length(entry);
  }
}
