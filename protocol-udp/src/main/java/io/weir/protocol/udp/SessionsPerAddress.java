package io.weir.protocol.udp;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many sessions each client address has. The ports of one address are spread over the event
 * loops, so it spans them. It knows only addresses that have a session.
 */
final class SessionsPerAddress {
  private final ConcurrentMap<InetAddress, Integer> counts = new ConcurrentHashMap<>();

  /**
   * Counts one more, if there may be one.
   *
   * @param limit how many there may be; 0 means any number
   * @return whether there is room
   */
  boolean take(InetAddress client, int limit) {
    while (true) {
      Integer now = counts.putIfAbsent(client, 1);
      if (now == null) {
        return true;
      }
      if (limit > 0 && now >= limit) {
        return false;
      }
      if (counts.replace(client, now, now + 1)) {
        return true;
      }
    }
  }

  /** Counts one less. */
  void giveBack(InetAddress client) {
    counts.computeIfPresent(client, (address, now) -> now == 1 ? null : now - 1);
  }
}
