package io.weir.core.config;

import io.weir.api.config.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Where to listen, as a configuration says it. */
public final class BindAddress {
  private BindAddress() {}

  /**
   * Looks it up; may block.
   *
   * @param bind without a host it stands for all addresses of the machine
   * @throws UnknownHostException if the host name does not resolve; the message says so
   */
  public static InetSocketAddress resolve(HostPort bind) throws UnknownHostException {
    if (bind.host().isEmpty()) {
      return new InetSocketAddress(bind.port());
    }
    try {
      return new InetSocketAddress(InetAddress.getByName(bind.host()), bind.port());
    } catch (UnknownHostException e) {
      UnknownHostException unknown = new UnknownHostException("the host name does not resolve");
      unknown.initCause(e);
      throw unknown;
    }
  }
}
