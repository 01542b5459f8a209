package io.weir.core.server;

import com.google.inject.Inject;
import io.weir.api.config.HostPort;
import io.weir.core.connection.ConnectionGroup;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.connection.ConnectionPolicy;
import io.weir.core.pool.BackendPool;
import io.weir.core.pool.BackendPools;
import io.weir.core.stats.RateSampler;
import io.weir.core.transport.StreamListener;
import io.weir.core.transport.StreamTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;

/** Starts servers for protocols that carry byte streams. */
public final class StreamServers {

  /**
   * How long a server waits for its first backends before it listens, so that the first clients of
   * a healthy system find some.
   */
  private static final long FIRST_DISCOVERY_SECONDS = 1;

  private final BackendPools pools;
  private final RateSampler sampler;
  private final ConnectionLog log;

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
   * Starts a server; when it returns, clients can connect.
   *
   * @throws ServerStartException if its address cannot be bound
   */
  public Server start(ServerDefinition definition, StreamTransport transport) {
    InetSocketAddress bind = resolve(definition);
    BackendPool pool = pools.open(definition.name(), definition.config());
    try {
      pool.discovered()
          .toCompletableFuture()
          .completeOnTimeout(null, FIRST_DISCOVERY_SECONDS, TimeUnit.SECONDS)
          .join();
      ConnectionGroup connections =
          new ConnectionGroup(
              definition.name(),
              ConnectionPolicy.of(definition.config()),
              pool,
              bind.getAddress().isAnyLocalAddress(),
              log);
      StreamListener listener = transport.listen(bind, connections);
      return new StreamServer(definition, pool, connections, listener, sampler);
    } catch (IOException e) {
      pool.close();
      throw cannotListen(definition, e);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static InetSocketAddress resolve(ServerDefinition definition) {
    HostPort bind = definition.config().bind();
    try {
      return bind.host().isEmpty()
          ? new InetSocketAddress(bind.port())
          : new InetSocketAddress(InetAddress.getByName(bind.host()), bind.port());
    } catch (UnknownHostException e) {
      throw cannotListen(definition, e);
    }
  }

  private static ServerStartException cannotListen(ServerDefinition definition, IOException e) {
    String reason =
        e instanceof UnknownHostException ? "the host name does not resolve" : e.getMessage();
    return new ServerStartException(
        "servers.%s.bind: cannot listen on %s: %s"
            .formatted(definition.name(), definition.config().bind(), reason),
        e);
  }
}
