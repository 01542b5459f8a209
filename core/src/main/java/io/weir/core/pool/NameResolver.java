package io.weir.core.pool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds the addresses of a pool's members whose host is a name, beside the event loops, and again
 * from time to time: an address that was right when weir started need not stay so. Members with an
 * IP address never get that far.
 */
final class NameResolver implements MemberFollower, PoolFeed {
  private final Function<String, HostName> factory;
  private final Map<String, HostName> hosts = new HashMap<>();
  private boolean closed;

  /**
   * Follows nobody yet.
   *
   * @param factory makes the look-ups of one name
   */
  NameResolver(Function<String, HostName> factory) {
    this.factory = factory;
  }

  @Override
  public synchronized void follow(List<PoolMember> members) {
    if (closed) {
      return;
    }
    Map<String, List<PoolMember>> wanted = new HashMap<>();
    for (PoolMember member : members) {
      if (member.named()) {
        wanted.computeIfAbsent(member.address().host(), _ -> new ArrayList<>()).add(member);
      }
    }
    hosts
        .entrySet()
        .removeIf(entry -> !wanted.containsKey(entry.getKey()) && gone(entry.getValue()));
    wanted.forEach(this::follow);
  }

  private void follow(String host, List<PoolMember> members) {
    HostName known = hosts.get(host);
    if (known != null) {
      known.setMembers(members);
    } else {
      HostName name = factory.apply(host);
      hosts.put(host, name);
      name.setMembers(members);
      name.lookUp();
    }
  }

  private static boolean gone(HostName name) {
    name.forget();
    return true;
  }

  @Override
  public synchronized void close() {
    closed = true;
    hosts.values().forEach(HostName::forget);
    hosts.clear();
  }
}
