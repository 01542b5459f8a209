package io.weir.bench.workload;

import io.weir.bench.peer.Wire;

/** A load that the peer decrypts. */
public sealed interface TlsWorkload extends SteadyWorkload
    permits TlsHandshakes, TlsExchanges, TlsBulk {
  @Override
  default Wire wire() {
    return Wire.TLS;
  }
}
