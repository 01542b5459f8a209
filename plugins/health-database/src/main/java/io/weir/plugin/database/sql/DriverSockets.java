package io.weir.plugin.database.sql;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Hands a driver the socket that it is to use, wherever it believes to connect to. */
public final class DriverSockets extends SocketFactory {

  @Override
  public Socket createSocket() {
    return DriverLink.current().socket();
  }

  @Override
  public Socket createSocket(String host, int port) {
    return createSocket();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    return createSocket();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    return createSocket();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
    return createSocket();
  }
}
