package io.weir.testkit.transport;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A client of weir, in memory. What it sends reaches weir when its loop runs. */
public final class FarClient {
  private final MemoryDatagrams transport;
  private final InetSocketAddress address;
  private final List<String> received = new ArrayList<>();

  FarClient(MemoryDatagrams transport, InetSocketAddress address) {
    this.transport = transport;
    this.address = address;
  }

  /** Sends a datagram. */
  public void send(String text) {
    transport.arrived(address, MemoryDatagram.bytes(text));
  }

  /** The datagrams it got. */
  public List<String> received() {
    return received;
  }

  void deliver(byte[] bytes) {
    received.add(MemoryDatagram.text(bytes));
  }
}
