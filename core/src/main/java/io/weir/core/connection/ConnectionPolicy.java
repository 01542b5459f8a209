package io.weir.core.connection;

import io.weir.core.config.ServerConfig;
import java.time.Duration;

/**
 * The rules by which a server's connections live, taken from its configuration once. A connection
 * keeps the policy it began with.
 *
 * @param maxConnections at the same time; 0 means no limit
 * @param clientIdleNanos how long the client may send nothing; 0 means for ever
 * @param backendIdleNanos how long the backend may send nothing; 0 means for ever
 * @param connectNanos how long connecting to a backend may take; 0 means as long as the kernel
 *     tries
 * @param connectRetries how many other backends are tried after one refused
 * @param access which clients are served
 * @param proxyHeader what backends are told of the client
 * @param routedByName whether a ClientHello is awaited and its server name decides who may serve
 * @param helloNanos how long the client may take for it then; 0 means for ever
 * @param logged whether the {@link ConnectionLog} hears of them
 */
public record ConnectionPolicy(
    int maxConnections,
    long clientIdleNanos,
    long backendIdleNanos,
    long connectNanos,
    int connectRetries,
    AccessList access,
    ProxyHeader proxyHeader,
    boolean routedByName,
    long helloNanos,
    boolean logged) {

  /** The policy that a server's section describes. */
  public static ConnectionPolicy of(ServerConfig config) {
    return new ConnectionPolicy(
        config.maxConnections().orElse(0),
        config.clientIdleTimeout().map(Duration::toNanos).orElse(0L),
        config.backendIdleTimeout().map(Duration::toNanos).orElse(0L),
        config.backendConnectionTimeout().map(Duration::toNanos).orElse(0L),
        config.connectRetries(),
        config.access().map(AccessList::of).orElseGet(AccessList::allowAll),
        config
            .proxyProtocol()
            .map(section ->
                switch (section.version()) {
                  case V1 -> ProxyHeader.V1;
                  case V2 -> ProxyHeader.V2;
                })
            .orElse(ProxyHeader.NONE),
        config.sni().isPresent(),
        config.sni().map(sni -> sni.readTimeout().toNanos()).orElse(0L),
        config.accessLog());
  }
}
