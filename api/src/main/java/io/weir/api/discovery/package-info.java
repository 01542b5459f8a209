/**
 * Finding backends. A {@link io.weir.api.discovery.DiscoveryFactory} makes one {@link
 * io.weir.api.discovery.Discovery} for each server whose {@code discovery.kind} it is. weir asks it
 * for the whole list at the start, again every {@code interval}, and 2 s after a failure; where the
 * source tells of changes by itself, it is watched as well. A new list takes the place of the one
 * before: backends that are in both keep their connections and what is known of their health, those
 * that are gone get no new connections.
 *
 * {@snippet file="io/weir/api/snippets/LinesDiscovery.java" region="discovery"}
 *
 * <p>An empty list says that there are no backends. An exception says that nobody knows: then
 * {@code failpolicy} decides whether the last good list stays. Never return an empty list for a
 * source that could not be asked. One row that makes no sense is to cost itself alone: count it in
 * a {@link io.weir.api.discovery.PassedOver} and tell of it by a {@link
 * io.weir.api.discovery.PassedOverLog}.
 */
@NullMarked
package io.weir.api.discovery;

import org.jspecify.annotations.NullMarked;
