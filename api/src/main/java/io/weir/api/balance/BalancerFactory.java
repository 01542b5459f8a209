package io.weir.api.balance;

import io.weir.api.ExtensionFactory;

/**
 * Offers a kind of balancer.
 *
 * @param <C> the kind's own keys in {@code servers.X.balancer}
 */
public interface BalancerFactory<C extends Record> extends ExtensionFactory<Balancer, C> {}
