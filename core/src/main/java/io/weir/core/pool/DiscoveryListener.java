package io.weir.core.pool;

import io.weir.api.Backend;
import java.util.List;

/** Learns what a discovery finds. Its methods never block. */
@FunctionalInterface
interface DiscoveryListener {

  /** This is the complete list from now on. */
  void found(List<Backend> backends);

  /** A look-up or a watch has failed. */
  default void failed() {}
}
