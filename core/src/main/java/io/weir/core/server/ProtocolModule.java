package io.weir.core.server;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import io.weir.core.config.SectionProblems;
import io.weir.core.config.ServerConfig;

/**
 * A protocol's Guice module, found through {@link java.util.ServiceLoader}: a jar in {@code lib/}
 * names its subclass in {@code META-INF/services/io.weir.core.server.ProtocolModule}, and the
 * protocol can be used under its name, core unchanged. Protocols touch the data path; unlike
 * plugins they are trusted and not isolated.
 */
public abstract class ProtocolModule extends AbstractModule {
  private final String name;
  private final Class<? extends Protocol> type;

  /**
   * Contributes a protocol.
   *
   * @param name what {@code servers.X.protocol} selects it by
   * @param type its class, with an {@code @Inject} constructor
   */
  protected ProtocolModule(String name, Class<? extends Protocol> type) {
    this.name = name;
    this.type = type;
  }

  /** What {@code servers.X.protocol} selects it by. */
  public final String protocolName() {
    return name;
  }

  /**
   * Checks the rules that only this protocol knows, e.g. that a section it needs is there. Called
   * for each server of this protocol when a configuration is bound, before there is an injector.
   *
   * @param config the server's section, defaults filled in
   * @param problems takes what is wrong, by key of the server's section
   */
  public void check(ServerConfig config, SectionProblems problems) {}

  @Override
  protected void configure() {
    bind(type).in(Singleton.class);
    MapBinder.newMapBinder(binder(), String.class, Protocol.class).addBinding(name).to(type);
  }
}
