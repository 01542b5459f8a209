package io.weir.plugin.builtin.balance;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.Candidates;
import io.weir.api.balance.ConnectionInfo;
import io.weir.api.balance.Selector;
import java.util.List;

/**
 * The hash of the client's address modulo the number of candidates, in order of {@code host:port}:
 * a client stays with its backend as long as the candidates stay the same.
 */
public final class IpHashBalancer implements Balancer {

  @Override
  public Selector over(List<Backend> backends) {
    return IpHashBalancer::select;
  }

  private static int select(ConnectionInfo connection, Candidates candidates) {
    int size = candidates.size();
    if (size == 0) {
      return Selector.NONE;
    }
    int hash = Fnv1a32.ofClient(connection);
    if (candidates.allUsable()) {
      return Integer.remainderUnsigned(hash, size);
    }
    int usable = 0;
    for (int i = 0; i < size; i++) {
      if (candidates.isUsable(i)) {
        usable++;
      }
    }
    return usable == 0
        ? Selector.NONE
        : usable(Integer.remainderUnsigned(hash, usable), candidates);
  }

  /** The index of the candidate that has so many usable ones before it. */
  private static int usable(int before, Candidates candidates) {
    int last = Selector.NONE;
    int left = before;
    for (int i = 0; i < candidates.size(); i++) {
      // One may have reached its limit since they were counted, so the end can come too early.
      if (candidates.isUsable(i)) {
        last = i;
        if (left-- == 0) {
          break;
        }
      }
    }
    return last;
  }
}
