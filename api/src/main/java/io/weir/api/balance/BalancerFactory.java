package io.weir.api.balance;

import io.weir.api.ExtensionFactory;

/**
 * Offers a kind of balancer; selected by {@code servers.X.balance}. {@link #create} makes one
 * {@link Balancer} for each server that selects it.
 *
 * @param <C> the kind's own keys in {@code servers.X.balancer}, none of which is weir's
 */
public interface BalancerFactory<C extends Record> extends ExtensionFactory<Balancer, C> {}
