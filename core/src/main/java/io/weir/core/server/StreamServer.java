package io.weir.core.server;

import io.weir.core.connection.CloseCounters;
import io.weir.core.connection.CloseReason;
import io.weir.core.connection.ConnectionGroup;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.connection.ConnectionTerms;
import io.weir.core.pool.BackendPool;
import io.weir.core.pool.BackendPools;
import io.weir.core.pool.PoolChange;
import io.weir.core.stats.ConnectionTimes;
import io.weir.core.stats.RateSampler;
import io.weir.core.stats.TrafficCounters;
import io.weir.core.stats.TrafficRates;
import io.weir.core.transport.StreamTransport;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;

/**
 * A running server whose protocol carries byte streams: connections, pool and counters that last,
 * and a standing that is exchanged when its settings change.
 */
final class StreamServer implements Server {
  private final StreamTransport transport;
  private final ListenSockets sockets;
  private final BackendPools pools;
  private final BackendPool pool;
  private final ConnectionGroup connections;
  private final RateSampler sampler;
  private final TrafficRates rates;
  private volatile Standing standing;

  /** What it goes by, and the address that it has for that. */
  private record Standing(ServerDefinition definition, ListenSockets.Claim address) {}

  /** Binds its address; clients are served from then on. */
  private StreamServer(
      ServerDefinition definition,
      StreamTransport transport,
      ListenSockets sockets,
      BackendPools pools,
      BackendPool pool,
      RateSampler sampler,
      ConnectionLog log) {
    this.transport = transport;
    this.sockets = sockets;
    this.pools = pools;
    this.pool = pool;
    this.sampler = sampler;
    InetSocketAddress bind = ListenSockets.resolve(definition);
    this.connections =
        new ConnectionGroup(
            definition.name(), ConnectionTerms.of(definition.config(), bind), pool, log);
    this.standing =
        new Standing(definition, sockets.claim(transport, definition, bind, connections));
    this.rates = sampler.follow(connections.counters());
  }

  /**
   * A server that is about to begin.
   *
   * @throws ServerStartException if its address cannot be bound
   */
  static PreparedServer starting(
      ServerDefinition definition,
      StreamTransport transport,
      ListenSockets sockets,
      BackendPools pools,
      BackendPool pool,
      RateSampler sampler,
      ConnectionLog log) {
    StreamServer server =
        new StreamServer(definition, transport, sockets, pools, pool, sampler, log);
    return new PreparedServer() {
      @Override
      public Server commit() {
        server.standing.address().take();
        return server;
      }

      @Override
      public void rollback() {
        server.standing.address().giveUp();
        server.close();
      }
    };
  }

  @Override
  public PreparedServer prepare(ServerDefinition next) {
    InetSocketAddress bind = ListenSockets.resolve(next);
    PoolChange backends = pools.prepare(pool, next.name(), next.config());
    try {
      return new Change(
          new Standing(next, sockets.claim(transport, next, bind, connections)),
          ConnectionTerms.of(next.config(), bind),
          backends);
    } catch (RuntimeException e) {
      backends.rollback();
      throw e;
    }
  }

  /** Other settings that it is about to go on by. */
  private final class Change implements PreparedServer {
    private final Standing next;
    private final ConnectionTerms terms;
    private final PoolChange backends;

    Change(Standing next, ConnectionTerms terms, PoolChange backends) {
      this.next = next;
      this.terms = terms;
      this.backends = backends;
    }

    @Override
    public Server commit() {
      backends.commit();
      connections.change(terms);
      Standing old = standing;
      next.address().take();
      standing = next;
      if (!old.address().isSameAddressAs(next.address())) {
        old.address().release();
      }
      return StreamServer.this;
    }

    @Override
    public void rollback() {
      next.address().giveUp();
      backends.rollback();
    }
  }

  @Override
  public ServerDefinition definition() {
    return standing.definition();
  }

  @Override
  public InetSocketAddress address() {
    return standing.address().address();
  }

  @Override
  public BackendPool pool() {
    return pool;
  }

  @Override
  public TrafficCounters counters() {
    return connections.counters();
  }

  @Override
  public TrafficRates rates() {
    return rates;
  }

  @Override
  public ConnectionTimes times() {
    return connections.times();
  }

  @Override
  public CloseCounters closed() {
    return connections.closed();
  }

  @Override
  public int activeConnections() {
    return connections.active();
  }

  @Override
  public CompletionStage<Void> drain() {
    return standing.address().release().thenCompose(closed -> connections.drain());
  }

  @Override
  public void close() {
    standing
        .address()
        .release()
        .thenRun(() -> connections.endAll(CloseReason.SERVER_STOPPED))
        .thenCompose(ended -> connections.drain())
        .toCompletableFuture()
        .join();
    pool.close();
    sampler.forget(rates);
  }
}
