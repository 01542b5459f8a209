package io.weir.core.pool;

import java.net.InetSocketAddress;

/** Learns where members are. */
@FunctionalInterface
interface ResolutionListener {

  /** A member has an address, its first or another one. Never blocks. */
  void resolved(PoolMember member, InetSocketAddress address);
}
