package io.weir.core.pool;

import io.weir.api.balance.Selector;

/**
 * A selector, and who made it.
 *
 * @param selector chooses among the members it was made over
 * @param byBalancer whether the server's balancer made it, or weir for want of one that works
 */
record PreparedSelector(Selector selector, boolean byBalancer) {}
