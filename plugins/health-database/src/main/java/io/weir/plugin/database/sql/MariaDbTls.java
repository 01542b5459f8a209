package io.weir.plugin.database.sql;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.plugin.TlsSocketPlugin;

/** Hands the MariaDB driver TLS over the socket that it has. */
public final class MariaDbTls implements TlsSocketPlugin {
  static final String TYPE = "weir";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public TrustManager[] getTrustManager(
      Configuration conf, ExceptionFactory exceptionFactory, HostAddress hostAddress) {
    return new TrustManager[0];
  }

  @Override
  public KeyManager[] getKeyManager(Configuration conf, ExceptionFactory exceptionFactory) {
    return new KeyManager[0];
  }

  @Override
  public SSLSocket createSocket(Socket socket, SSLSocketFactory factory) throws IOException {
    return DriverLink.current().secured();
  }

  @Override
  public void verify(String host, SSLSession session, long serverThreadId) {
    // The handshake has verified it, for the name that counts.
  }
}
