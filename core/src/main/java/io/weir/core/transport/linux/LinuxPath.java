package io.weir.core.transport.linux;

import io.weir.core.transport.ClientPath;
import io.weir.core.transport.linux.syscall.LocalAddress;
import io.weir.core.transport.linux.syscall.SocketName;
import java.net.InetSocketAddress;

/**
 * Between which addresses a client and weir talk, as the kernel wants to hear it.
 *
 * @param name the client's address
 * @param from the address to send from, if the socket is not bound to one
 * @param client the client's address, for people
 * @param local the address that it sends to, for people
 */
record LinuxPath(
    SocketName name, LocalAddress from, InetSocketAddress client, InetSocketAddress local)
    implements ClientPath {

  @Override
  public boolean equals(Object other) {
    return other instanceof LinuxPath path && name.equals(path.name) && from.isSame(path.from);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
