package io.weir.core.server;

import com.google.inject.Inject;
import io.weir.core.pool.BackendPool;
import io.weir.core.pool.BackendPools;
import io.weir.core.stats.RateSampler;
import java.util.concurrent.TimeUnit;

/** Prepares servers that listen on an address, for whatever protocol. */
public final class BoundServers {

  /**
   * How long a server waits for its first backends before it listens, so that the first clients of
   * a healthy system find some.
   */
  private static final long FIRST_DISCOVERY_SECONDS = 1;

  private final BackendPools pools;
  private final RateSampler sampler;

  /**
   * None runs yet.
   *
   * @param pools where their backends come from
   * @param sampler works out their rates
   */
  @Inject
  public BoundServers(BackendPools pools, RateSampler sampler) {
    this.pools = pools;
    this.sampler = sampler;
  }

  /**
   * Prepares a server: opens its pool and binds its address. May block.
   *
   * @param medium what the address is bound with
   * @param sockets the addresses of all servers of this kind
   * @param groups makes its group of clients
   * @throws ServerStartException if its address cannot be bound
   */
  public <A> PreparedServer prepare(
      ServerDefinition definition,
      Medium<A> medium,
      ListenSockets<A> sockets,
      ClientGroups<A> groups) {
    BackendPool pool = pools.open(definition.name(), definition.config());
    try {
      pool.discovered()
          .toCompletableFuture()
          .completeOnTimeout(null, FIRST_DISCOVERY_SECONDS, TimeUnit.SECONDS)
          .join();
      return BoundServer.starting(definition, medium, sockets, pools, pool, sampler, groups);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }
}
