package io.weir.testkit.transport;

import io.weir.testkit.backend.DatagramEnd.Came;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A client of weir, in memory. What it sends reaches weir when its loop runs. */
public final class FarClient {
  private final MemoryDatagrams transport;
  private final InetSocketAddress address;
  private final List<String> received = new ArrayList<>();
  private final Queue<Came> unread = new ArrayDeque<>();

  FarClient(MemoryDatagrams transport, InetSocketAddress address) {
    this.transport = transport;
    this.address = address;
  }

  /** Sends a datagram. */
  public void send(String text) {
    send(MemoryDatagram.bytes(text));
  }

  /** Sends a datagram. */
  public void send(byte[] bytes) {
    transport.arrived(address, bytes);
  }

  /** The datagrams it got. */
  public List<String> received() {
    return received;
  }

  /** The first datagram that this was not asked for yet; null if no other came. */
  @Nullable Came next() {
    return unread.poll();
  }

  void deliver(byte[] bytes, InetSocketAddress from) {
    received.add(MemoryDatagram.text(bytes));
    unread.add(new Came(bytes, from));
  }
}
