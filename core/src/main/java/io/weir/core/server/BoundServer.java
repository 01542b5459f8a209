package io.weir.core.server;

import io.weir.core.certificate.CertificateStatus;
import io.weir.core.connection.ClientChange;
import io.weir.core.connection.ClientGroup;
import io.weir.core.connection.CloseCounters;
import io.weir.core.connection.CloseReason;
import io.weir.core.pool.BackendPool;
import io.weir.core.pool.BackendPools;
import io.weir.core.pool.PoolChange;
import io.weir.core.stats.ConnectionTimes;
import io.weir.core.stats.RateSampler;
import io.weir.core.stats.TrafficCounters;
import io.weir.core.stats.TrafficRates;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A running server: clients, pool and counters that last, and a standing that is exchanged when its
 * settings change.
 *
 * @param <A> what takes its clients
 */
final class BoundServer<A> implements Server {
  private final Medium<A> medium;
  private final ListenSockets<A> sockets;
  private final BackendPools pools;
  private final BackendPool pool;
  private final ClientGroup<A> clients;
  private final RateSampler sampler;
  private final TrafficRates rates;
  private volatile Standing<A> standing;

  /** What it goes by, and the address that it has for that. */
  private record Standing<A>(ServerDefinition definition, ListenSockets<A>.Claim address) {}

  private BoundServer(
      ServerDefinition definition,
      Medium<A> medium,
      ListenSockets<A> sockets,
      BackendPools pools,
      BackendPool pool,
      RateSampler sampler,
      ClientGroup<A> clients,
      ListenSockets<A>.Claim address) {
    this.medium = medium;
    this.sockets = sockets;
    this.pools = pools;
    this.pool = pool;
    this.sampler = sampler;
    this.clients = clients;
    this.standing = new Standing<>(definition, address);
    this.rates = sampler.follow(clients.ledger().counters());
  }

  /**
   * A server that is about to begin. Binds its address; clients may be served from then on.
   *
   * @throws ServerStartException if its address cannot be bound
   */
  static <A> PreparedServer starting(
      ServerDefinition definition,
      Medium<A> medium,
      ListenSockets<A> sockets,
      BackendPools pools,
      BackendPool pool,
      RateSampler sampler,
      ClientGroups<A> groups) {
    medium.require(definition);
    InetSocketAddress bind = ListenSockets.resolve(definition);
    ClientGroup<A> clients = groups.of(definition, bind, pool);
    BoundServer<A> server =
        new BoundServer<>(
            definition,
            medium,
            sockets,
            pools,
            pool,
            sampler,
            clients,
            claimed(medium, sockets, definition, bind, clients));
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

  private static <A> ListenSockets<A>.Claim claimed(
      Medium<A> medium,
      ListenSockets<A> sockets,
      ServerDefinition definition,
      InetSocketAddress bind,
      ClientGroup<A> clients) {
    try {
      return sockets.claim(medium, definition, bind, clients.acceptor());
    } catch (RuntimeException e) {
      clients.close();
      throw e;
    }
  }

  @Override
  public PreparedServer prepare(ServerDefinition next) {
    medium.require(next);
    InetSocketAddress bind = ListenSockets.resolve(next);
    PoolChange backends = pools.prepare(pool, next.name(), next.config());
    try {
      return prepare(next, bind, backends, clients.prepare(next.config(), bind));
    } catch (RuntimeException e) {
      backends.rollback();
      throw e;
    }
  }

  private PreparedServer prepare(
      ServerDefinition next, InetSocketAddress bind, PoolChange backends, ClientChange settings) {
    try {
      return new Change(
          new Standing<>(next, sockets.claim(medium, next, bind, clients.acceptor())),
          settings,
          backends);
    } catch (RuntimeException e) {
      settings.rollback();
      throw e;
    }
  }

  /** Other settings that it is about to go on by. */
  private final class Change implements PreparedServer {
    private final Standing<A> next;
    private final ClientChange settings;
    private final PoolChange backends;

    Change(Standing<A> next, ClientChange settings, PoolChange backends) {
      this.next = next;
      this.settings = settings;
      this.backends = backends;
    }

    @Override
    public Server commit() {
      backends.commit();
      settings.commit();
      Standing<A> old = standing;
      next.address().take();
      standing = next;
      if (!old.address().isSameAddressAs(next.address())) {
        old.address().release();
      }
      return BoundServer.this;
    }

    @Override
    public void rollback() {
      next.address().giveUp();
      settings.rollback();
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
  public List<CertificateStatus> certificates() {
    return clients.certificates();
  }

  @Override
  public TrafficCounters counters() {
    return clients.ledger().counters();
  }

  @Override
  public TrafficRates rates() {
    return rates;
  }

  @Override
  public ConnectionTimes times() {
    return clients.ledger().times();
  }

  @Override
  public CloseCounters closed() {
    return clients.ledger().closed();
  }

  @Override
  public long droppedDatagrams() {
    return standing.address().dropped();
  }

  @Override
  public int activeConnections() {
    return clients.ledger().active();
  }

  @Override
  public CompletionStage<Void> drain() {
    return standing.address().release().thenCompose(closed -> clients.ledger().drain());
  }

  @Override
  public void close() {
    standing
        .address()
        .abandon()
        .thenRun(() -> clients.endAll(CloseReason.SERVER_STOPPED))
        .thenCompose(ended -> clients.ledger().drain())
        .toCompletableFuture()
        .join();
    clients.close();
    pool.close();
    sampler.forget(rates);
  }
}
