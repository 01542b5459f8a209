package io.weir.core;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.weir.api.balance.Balancer;
import io.weir.api.certificate.CertificateIssuer;
import io.weir.api.certificate.CertificateStore;
import io.weir.api.certificate.ChallengeResponder;
import io.weir.api.discovery.Discovery;
import io.weir.api.health.HealthCheck;
import io.weir.core.acme.ObtainedCertificates;
import io.weir.core.config.DataPathConfig;
import io.weir.core.config.WeirConfig;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.plugin.DiscoveryTraits;
import io.weir.core.plugin.ExtensionRegistries;
import io.weir.core.plugin.ExtensionRegistry;
import io.weir.core.plugin.HealthCheckTraits;
import io.weir.core.plugin.NoTraits;
import io.weir.core.pool.PluginProducts;
import io.weir.core.pool.PoolModule;
import io.weir.core.pool.PoolProducts;
import io.weir.core.server.BoundServers;
import io.weir.core.server.DatagramServers;
import io.weir.core.server.DatagramTransports;
import io.weir.core.server.Protocol;
import io.weir.core.server.Servers;
import io.weir.core.server.StreamServers;
import io.weir.core.server.StreamTransports;
import io.weir.core.server.TlsWarmUp;
import io.weir.core.tls.ChallengeContexts;
import io.weir.core.tls.EngineChoice;
import io.weir.core.tls.TlsFactory;
import io.weir.core.transport.EventLoops;
import io.weir.core.transport.StreamTransport;
import io.weir.core.transport.channel.ChannelTransport;
import io.weir.core.transport.channel.DatagramChannels;

/**
 * What core lends to protocols, the registries of extensions above all. Bindings are explicit, so
 * that what a protocol asks for and nobody has bound is an error at the start and not a surprise.
 */
final class CoreModule extends AbstractModule {
  private final ExtensionRegistries extensions;
  private final WeirConfig config;
  private final ConnectionLog log;

  CoreModule(ExtensionRegistries extensions, WeirConfig config, ConnectionLog log) {
    this.extensions = extensions;
    this.config = config;
    this.log = log;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireExactBindingAnnotations();
    binder().disableCircularProxies();
    install(new PoolModule());
    bind(PluginProducts.class).in(Scopes.SINGLETON);
    bind(PoolProducts.Factory.class).to(PluginProducts.class);
    bindRegistries();
    // Protocols' own modules add to it; with none of them it is empty.
    MapBinder.newMapBinder(binder(), String.class, Protocol.class);
    bind(DataPathConfig.class).toInstance(config.dataPath());
    bind(ConnectionLog.class).toInstance(log);
    bind(ChannelTransport.class).in(Scopes.SINGLETON);
    bind(StreamTransport.class).to(ChannelTransport.class);
    bind(StreamTransports.class).in(Scopes.SINGLETON);
    bind(BoundServers.class).in(Scopes.SINGLETON);
    bind(EngineChoice.class).in(Scopes.SINGLETON);
    bind(ChallengeContexts.class).in(Scopes.SINGLETON);
    bind(TlsFactory.class).in(Scopes.SINGLETON);
    bind(TlsWarmUp.class).in(Scopes.SINGLETON);
    bind(StreamServers.class).in(Scopes.SINGLETON);
    bind(DatagramChannels.class).in(Scopes.SINGLETON);
    bind(DatagramTransports.class).in(Scopes.SINGLETON);
    bind(DatagramServers.class).in(Scopes.SINGLETON);
    bind(Servers.class).in(Scopes.SINGLETON);
  }

  private void bindRegistries() {
    bind(ExtensionRegistries.class).toInstance(extensions);
    bind(new TypeLiteral<ExtensionRegistry<Discovery, DiscoveryTraits>>() {})
        .toInstance(extensions.discoveries());
    bind(new TypeLiteral<ExtensionRegistry<Balancer, NoTraits>>() {})
        .toInstance(extensions.balancers());
    bind(new TypeLiteral<ExtensionRegistry<HealthCheck, HealthCheckTraits>>() {})
        .toInstance(extensions.healthChecks());
    bind(new TypeLiteral<ExtensionRegistry<CertificateIssuer, NoTraits>>() {})
        .toInstance(extensions.certificateIssuers());
    bind(new TypeLiteral<ExtensionRegistry<ChallengeResponder, NoTraits>>() {})
        .toInstance(extensions.challengeResponders());
    bind(new TypeLiteral<ExtensionRegistry<CertificateStore, NoTraits>>() {})
        .toInstance(extensions.certificateStores());
  }

  @Provides
  @Singleton
  ObtainedCertificates obtainedCertificates(ChallengeContexts challenges) {
    return ObtainedCertificates.of(config, extensions, challenges);
  }

  @Provides
  @Singleton
  EventLoops eventLoops(DataPathConfig dataPath) {
    int threads = dataPath.threads();
    return EventLoops.of(threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
  }
}
