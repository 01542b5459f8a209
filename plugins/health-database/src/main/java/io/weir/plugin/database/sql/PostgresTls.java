package io.weir.plugin.database.sql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** Hands the PostgreSQL driver TLS over the socket that it has. */
public final class PostgresTls extends SSLSocketFactory {

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    return DriverLink.current().secured();
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return new String[0];
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return new String[0];
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return DriverLink.current().secured();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return DriverLink.current().secured();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return DriverLink.current().secured();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return DriverLink.current().secured();
  }
}
