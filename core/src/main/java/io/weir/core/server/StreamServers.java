package io.weir.core.server;

import com.google.inject.Inject;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.pool.BackendPool;
import io.weir.core.pool.BackendPools;
import io.weir.core.stats.RateSampler;
import io.weir.core.transport.StreamTransport;
import java.util.concurrent.TimeUnit;

/** Prepares servers for protocols that carry byte streams. */
public final class StreamServers {

  /**
   * How long a server waits for its first backends before it listens, so that the first clients of
   * a healthy system find some.
   */
  private static final long FIRST_DISCOVERY_SECONDS = 1;

  private final BackendPools pools;
  private final RateSampler sampler;
  private final ConnectionLog log;
  private final ListenSockets sockets = new ListenSockets();

  /**
   * None runs yet.
   *
   * @param pools where their backends come from
   * @param sampler works out their rates
   * @param log hears of the connections that have ended
   */
  @Inject
  public StreamServers(BackendPools pools, RateSampler sampler, ConnectionLog log) {
    this.pools = pools;
    this.sampler = sampler;
    this.log = log;
  }

  /**
   * Prepares a server: opens its pool and binds its address. May block.
   *
   * @throws ServerStartException if its address cannot be bound
   */
  public PreparedServer prepare(ServerDefinition definition, StreamTransport transport) {
    BackendPool pool = pools.open(definition.name(), definition.config());
    try {
      pool.discovered()
          .toCompletableFuture()
          .completeOnTimeout(null, FIRST_DISCOVERY_SECONDS, TimeUnit.SECONDS)
          .join();
      return StreamServer.starting(definition, transport, sockets, pools, pool, sampler, log);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }
}
