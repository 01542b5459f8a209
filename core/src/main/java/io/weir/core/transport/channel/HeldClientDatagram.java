package io.weir.core.transport.channel;

import io.netty.channel.socket.DatagramPacket;
import io.weir.core.transport.ClientDatagram;
import io.weir.core.transport.ClientPath;
import io.weir.core.transport.PathHash;
import java.net.InetSocketAddress;

/** A datagram at hand that a client sent. */
final class HeldClientDatagram extends HeldDatagram implements ClientDatagram {
  private final AddressPath path;
  private final PathHash hash;
  private final byte[] clientAddress;

  /** Between which addresses it travelled. */
  private record AddressPath(InetSocketAddress client, InetSocketAddress local)
      implements ClientPath {}

  HeldClientDatagram(DatagramPacket packet, InetSocketAddress local, PathHash hash) {
    super(packet.content());
    this.path = new AddressPath(packet.sender(), local);
    this.hash = hash;
    this.clientAddress = packet.sender().getAddress().getAddress();
  }

  @Override
  public int hash() {
    long value = hash.with(hash.begin(), path.client().getPort());
    for (byte part : clientAddress) {
      value = hash.with(value, part);
    }
    return hash.end(value);
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
    return clientAddress;
  }
}
