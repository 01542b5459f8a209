package io.weir.testkit.transport;

import io.weir.core.transport.ClientDatagram;
import io.weir.core.transport.ClientPath;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A datagram in memory; of a backend's, client and local are those of the socket it came to. */
final class MemoryDatagram implements ClientDatagram {
  private final byte[] bytes;
  private final Path path;

  private record Path(InetSocketAddress client, InetSocketAddress local) implements ClientPath {}

  MemoryDatagram(byte[] bytes, InetSocketAddress client, InetSocketAddress local) {
    this.bytes = bytes;
    this.path = new Path(client, local);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public int length() {
    return bytes.length;
  }

  /** All clients of one port collide, as those of a hash do at times. */
  @Override
  public int hash() {
    return path.client().getPort();
  }

  @Override
  public boolean isOf(ClientPath other) {
    return path.equals(other);
  }

  @Override
  public ClientPath path() {
    return path;
  }

  @Override
  public byte[] clientAddress() {
    return path.client().getAddress().getAddress();
  }
}
