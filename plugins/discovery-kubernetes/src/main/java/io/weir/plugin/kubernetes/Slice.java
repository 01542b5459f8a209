package io.weir.plugin.kubernetes;

import io.weir.api.Backend;
import io.weir.api.discovery.PassedOver;
import java.util.List;

/**
 * What of an EndpointSlice can become backends.
 *
 * @param ready the backends that are ready
 * @param serving those that are not ready any more and still serve, as they are terminating
 * @param wrong endpoints that describe none
 */
record Slice(List<Backend> ready, List<Backend> serving, PassedOver wrong) {
  static final Slice EMPTY = new Slice(List.of(), List.of(), PassedOver.NONE);

  /** How many backends there are. */
  int size() {
    return ready.size() + serving.size();
  }
}
