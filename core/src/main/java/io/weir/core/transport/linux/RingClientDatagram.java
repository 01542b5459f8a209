package io.weir.core.transport.linux;

import io.weir.core.transport.ClientDatagram;
import io.weir.core.transport.ClientPath;
import io.weir.core.transport.PathHash;
import io.weir.core.transport.linux.syscall.LocalAddress;
import io.weir.core.transport.linux.syscall.MessageRing;
import io.weir.core.transport.linux.syscall.SocketName;
import java.net.InetSocketAddress;

/** A datagram of a client that is at hand. */
final class RingClientDatagram extends RingDatagram implements ClientDatagram {
  private final PathHash hash;
  private final LocalAddress local = new LocalAddress();
  private final byte[] address4 = new byte[4];
  private final byte[] address16 = new byte[16];
  private InetSocketAddress bound = new InetSocketAddress(0);
  private boolean wildcard;

  RingClientDatagram(MessageRing ring, PathHash hash) {
    super(ring);
    this.hash = hash;
  }

  /**
   * Stands for what comes to a socket from now on.
   *
   * @param newBound what the socket is bound to
   * @param isWildcard whether that is every address of the machine
   */
  void comesTo(InetSocketAddress newBound, boolean isWildcard) {
    bound = newBound;
    wildcard = isWildcard;
  }

  @Override
  void at(int newEntry) {
    super.at(newEntry);
    if (wildcard) {
      ring().readLocal(newEntry, local);
    } else {
      local.set(LocalAddress.UNKNOWN);
    }
  }

  @Override
  public int hash() {
    return hash.end(
        hash.with(SocketName.hash(ring(), entry(), hash), local.first() ^ local.second()));
  }

  @Override
  public boolean isOf(ClientPath path) {
    LinuxPath other = (LinuxPath) path;
    return other.name().isOf(ring(), entry()) && other.from().isSame(local);
  }

  @Override
  public ClientPath path() {
    SocketName name = SocketName.of(ring(), entry());
    LocalAddress from = new LocalAddress();
    from.set(local);
    InetSocketAddress to =
        local.isKnown() ? new InetSocketAddress(local.toAddress(), bound.getPort()) : bound;
    return new LinuxPath(name, from, name.toAddress(), to);
  }

  @Override
  public byte[] clientAddress() {
    return SocketName.address(ring(), entry(), address4, address16);
  }
}
