package io.weir.core.server;

import io.weir.core.connection.CloseCounters;
import io.weir.core.connection.CloseReason;
import io.weir.core.connection.ConnectionGroup;
import io.weir.core.pool.BackendPool;
import io.weir.core.stats.ConnectionTimes;
import io.weir.core.stats.RateSampler;
import io.weir.core.stats.TrafficCounters;
import io.weir.core.stats.TrafficRates;
import io.weir.core.transport.StreamListener;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;

/** A running server whose protocol carries byte streams. */
final class StreamServer implements Server {
  private final ServerDefinition definition;
  private final BackendPool pool;
  private final ConnectionGroup connections;
  private final StreamListener listener;
  private final RateSampler sampler;
  private final TrafficRates rates;

  StreamServer(
      ServerDefinition definition,
      BackendPool pool,
      ConnectionGroup connections,
      StreamListener listener,
      RateSampler sampler) {
    this.definition = definition;
    this.pool = pool;
    this.connections = connections;
    this.listener = listener;
    this.sampler = sampler;
    this.rates = sampler.follow(connections.counters());
  }

  @Override
  public ServerDefinition definition() {
    return definition;
  }

  @Override
  public InetSocketAddress address() {
    return listener.address();
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
    return listener.close().thenCompose(closed -> connections.drain());
  }

  @Override
  public void close() {
    listener
        .close()
        .thenRun(() -> connections.endAll(CloseReason.SERVER_STOPPED))
        .thenCompose(ended -> connections.drain())
        .toCompletableFuture()
        .join();
    sampler.forget(rates);
    pool.close();
  }
}
