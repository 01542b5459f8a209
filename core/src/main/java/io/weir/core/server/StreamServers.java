package io.weir.core.server;

import com.google.inject.Inject;
import io.weir.core.config.ServerConfig;
import io.weir.core.connection.BackendTls;
import io.weir.core.connection.ClientTls;
import io.weir.core.connection.ConnectionGroup;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.connection.ConnectionTerms;
import io.weir.core.connection.TermsSource;
import io.weir.core.tls.TlsFactory;
import io.weir.core.transport.StreamAcceptor;
import io.weir.core.transport.StreamTransport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Prepares servers for protocols that carry byte streams. */
public final class StreamServers {
  private final BoundServers servers;
  private final StreamTransports transports;
  private final TlsFactory tls;
  private final TlsWarmUp warmUp;
  private final ConnectionLog log;
  private final ListenSockets<StreamAcceptor> sockets = new ListenSockets<>();

  /**
   * None runs yet.
   *
   * @param servers prepares what all servers have
   * @param transports how bytes are moved
   * @param tls makes what sections {@code tls} and {@code backends_tls} describe
   * @param warmUp warms up servers that speak TLS
   * @param log hears of the connections that have ended
   */
  @Inject
  public StreamServers(
      BoundServers servers,
      StreamTransports transports,
      TlsFactory tls,
      TlsWarmUp warmUp,
      ConnectionLog log) {
    this.servers = servers;
    this.transports = transports;
    this.tls = tls;
    this.warmUp = warmUp;
    this.log = log;
  }

  /**
   * Prepares a server whose clients speak in the clear, or TLS that is not weir's: opens its pool
   * and binds its address. Its bytes are moved in the fastest way that can do what its section asks
   * for. May block.
   *
   * @throws ServerStartException if its address cannot be bound
   */
  public PreparedServer prepare(ServerDefinition definition) {
    return prepare(definition, transports::plain, config -> null);
  }

  /**
   * The same over one transport, whatever its section asks for.
   *
   * @throws ServerStartException if its address cannot be bound
   */
  public PreparedServer prepare(ServerDefinition definition, StreamTransport transport) {
    return prepare(definition, server -> transport, config -> null);
  }

  /**
   * Prepares a server that speaks TLS with its clients, and has section {@code tls}.
   *
   * @throws ServerStartException if its address cannot be bound
   * @throws io.weir.core.config.SectionException if something in the section cannot be used
   */
  public PreparedServer prepareTls(ServerDefinition definition) {
    return prepare(
        definition, transports::securing, config -> tls.withClients(definition.name(), config));
  }

  private @Nullable BackendTls backendTls(String server, ServerConfig config) {
    return config
        .backendsTls()
        .map(section -> tls.withBackends(server, config, section))
        .orElse(null);
  }

  private PreparedServer prepare(
      ServerDefinition definition,
      Function<ServerDefinition, StreamTransport> transport,
      Function<ServerConfig, @Nullable ClientTls> clientTls) {
    String name = definition.name();
    TermsSource terms =
        (config, bind) -> {
          BackendTls backends = backendTls(name, config);
          // The last thing that may fail: certificates are looked after from then on.
          return ConnectionTerms.of(
              config,
              bind,
              transport.apply(new ServerDefinition(name, config)),
              clientTls.apply(config),
              backends);
        };
    return servers.prepare(
        definition,
        // One for all, so that an address can be handed on whatever moves the bytes.
        new StreamMedium(transports.accepting()),
        sockets,
        (server, bind, backends) -> {
          ConnectionTerms begin = terms.of(server.config(), bind);
          warmUp.run(name, server.config(), begin);
          return new ConnectionGroup(name, terms, begin, backends, log);
        });
  }
}
