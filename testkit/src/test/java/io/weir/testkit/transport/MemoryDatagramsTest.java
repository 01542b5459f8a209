package io.weir.testkit.transport;

import io.weir.core.transport.DatagramTransport;
import io.weir.testkit.contract.DatagramContract;

/** Datagrams in memory keep what needs no kernel of the contract. */
class MemoryDatagramsTest extends DatagramContract {
  private final MemoryDatagrams transport = new MemoryDatagrams();
  private final DatagramEnds ends = new MemoryEnds(transport);

  @Override
  protected DatagramTransport transport() {
    return transport;
  }

  @Override
  protected DatagramEnds ends() {
    return ends;
  }
}
