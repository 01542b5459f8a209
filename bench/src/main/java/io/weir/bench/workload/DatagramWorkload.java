package io.weir.bench.workload;

import io.weir.bench.peer.Wire;

/** A load of datagrams. */
public sealed interface DatagramWorkload extends SteadyWorkload
    permits Datagrams, OneWayDatagrams, DatagramRate {
  /** How many are under way at a time: few enough for every peer's receive buffer. */
  int UNDER_WAY = 64;

  @Override
  default Wire wire() {
    return Wire.UDP;
  }

  @Override
  default Unit unit() {
    return Unit.EXCHANGE;
  }
}
