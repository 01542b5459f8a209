/**
 * Choosing one backend for one connection. A {@link io.weir.api.balance.BalancerFactory} makes one
 * {@link io.weir.api.balance.Balancer} for each server whose {@code balance} it is. The balancer
 * prepares a {@link io.weir.api.balance.Selector} for each set of backends, off the data path;
 * event loops then ask the selector for each connection, with {@link
 * io.weir.api.balance.Candidates} that say who may be chosen now.
 *
 * {@snippet file="io/weir/api/snippets/LeastBytesBalancer.java" region="balancer"}
 *
 * <p>weir has taken care of health, limits, server names and backends that this connection has
 * tried already. What has to outlive a change of the set (cursors, tables, averages) belongs into
 * the balancer, what is made from one set into its selector. A balancer that throws, hangs or
 * points at nobody costs no connection: any usable backend is taken instead, and the log says so.
 */
@NullMarked
package io.weir.api.balance;

import org.jspecify.annotations.NullMarked;
