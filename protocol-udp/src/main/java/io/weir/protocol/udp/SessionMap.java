package io.weir.protocol.udp;

import io.weir.core.transport.ClientDatagram;
import org.jspecify.annotations.Nullable;

/**
 * Sessions by where their datagrams come from. A look-up makes no object. It grows with the number
 * of sessions and shrinks with it.
 */
final class SessionMap {
  private static final int SMALLEST = 64;

  /** Its length is a power of two. */
  private @Nullable Session[] buckets = new @Nullable Session[SMALLEST];

  private int size;

  @Nullable Session find(ClientDatagram datagram) {
    Session session = buckets[datagram.hash() & (buckets.length - 1)];
    while (session != null && !datagram.isOf(session.path())) {
      session = session.nextInBucket;
    }
    return session;
  }

  /** Adds one that is not there. */
  void add(Session session) {
    if (size == buckets.length) {
      resize(2 * buckets.length);
    }
    link(session);
    size++;
  }

  private void link(Session session) {
    int bucket = session.hash() & (buckets.length - 1);
    session.nextInBucket = buckets[bucket];
    buckets[bucket] = session;
  }

  /** Takes out one that is there. */
  void remove(Session session) {
    int bucket = session.hash() & (buckets.length - 1);
    Session before = null;
    Session at = buckets[bucket];
    while (at != null && at != session) {
      before = at;
      at = at.nextInBucket;
    }
    if (before == null) {
      buckets[bucket] = session.nextInBucket;
    } else {
      before.nextInBucket = session.nextInBucket;
    }
    session.nextInBucket = null;
    size--;
    if (buckets.length > SMALLEST && size < buckets.length / 8) {
      resize(buckets.length / 2);
    }
  }

  private void resize(int length) {
    @Nullable Session[] old = buckets;
    buckets = new @Nullable Session[length];
    for (Session first : old) {
      for (Session session = first; session != null; ) {
        Session next = session.nextInBucket;
        link(session);
        session = next;
      }
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Any of them; null if there is none. */
  @Nullable Session any() {
    for (int i = 0; size > 0 && i < buckets.length; i++) {
      if (buckets[i] != null) {
        return buckets[i];
      }
    }
    return null;
  }
}
