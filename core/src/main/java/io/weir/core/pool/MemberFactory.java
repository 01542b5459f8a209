package io.weir.core.pool;

import io.weir.api.Backend;
import io.weir.core.stats.RateSampler;
import io.weir.core.stats.TrafficCounters;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Makes the members of one pool, and takes leave of them. */
final class MemberFactory {
  private volatile boolean initiallyLive;
  private final RateSampler sampler;

  MemberFactory(boolean initiallyLive, RateSampler sampler) {
    this.initiallyLive = initiallyLive;
    this.sampler = sampler;
  }

  /** Whether members count as live before their first check, from now on. */
  void setInitiallyLive(boolean newInitiallyLive) {
    initiallyLive = newInitiallyLive;
  }

  /**
   * Makes a member.
   *
   * @param late whether others have been found before it
   * @param judge decides what follows from failed connections
   */
  PoolMember create(Backend backend, boolean late, Conduct.Judge judge) {
    TrafficCounters counters = new TrafficCounters();
    return new PoolMember(
        backend, literal(backend), initiallyLive, late, judge, counters, sampler.follow(counters));
  }

  void retire(PoolMember member) {
    sampler.forget(member.rates());
  }

  private static @Nullable InetSocketAddress literal(Backend backend) {
    String host = backend.address().host();
    // Only what may be an address is parsed, because finding out that it is none costs an
    // exception.
    if (host.indexOf(':') < 0 && !Character.isDigit(host.charAt(host.length() - 1))) {
      return null;
    }
    try {
      return new InetSocketAddress(InetAddress.ofLiteral(host), backend.address().port());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
