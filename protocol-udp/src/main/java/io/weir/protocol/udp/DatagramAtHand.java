package io.weir.protocol.udp;

import io.weir.api.balance.ConnectionInfo;
import io.weir.core.connection.ClientBytes;
import io.weir.core.transport.ClientDatagram;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a balancer is told of a datagram that has no session; the same object for all of a loop. */
final class DatagramAtHand implements ConnectionInfo {
  private @Nullable ClientDatagram datagram;
  private boolean wildcardBind;

  void set(ClientDatagram newDatagram, boolean newWildcardBind) {
    datagram = newDatagram;
    wildcardBind = newWildcardBind;
  }

  private ClientDatagram datagram() {
    return Objects.requireNonNull(datagram, "no datagram is at hand");
  }

  @Override
  public InetSocketAddress client() {
    return datagram().path().client();
  }

  @Override
  public InetSocketAddress local() {
    return datagram().path().local();
  }

  @Override
  public String serverName() {
    return "";
  }

  @Override
  public int clientAddressLength() {
    return ClientBytes.length(datagram().clientAddress(), wildcardBind);
  }

  @Override
  public byte clientAddressByte(int index) {
    return ClientBytes.at(datagram().clientAddress(), wildcardBind, index);
  }
}
