package io.weir.core.server;

/**
 * A wire protocol that servers can speak with their clients. One instance per process, made by the
 * injector, which hands it whatever it asks for: the {@link io.weir.core.plugin.ExtensionRegistry}
 * of discoveries, balancers, health checks and certificate parts, {@link
 * io.weir.core.pool.BackendPools}, {@link StreamServers} and so on.
 */
public interface Protocol {

  /**
   * Prepares a server: makes its parts and binds its address. Clients can connect from then on at
   * the latest when it is committed. May block.
   *
   * @throws ServerStartException if it cannot start, e.g. because its address is taken; nothing is
   *     left running then
   */
  PreparedServer prepare(ServerDefinition definition);
}
