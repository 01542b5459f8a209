package io.weir.plugin.engine;

import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.apache.hc.client5.http.ssl.HttpClientHostnameVerifier;

/** A check in the place where the HTTP client looks at the server's name. */
final class CheckingVerifier implements HttpClientHostnameVerifier {
  private final EngineTls.Check check;

  CheckingVerifier(EngineTls.Check check) {
    this.check = check;
  }

  @Override
  public void verify(String host, X509Certificate certificate) throws SSLException {
    check.check(certificate);
  }

  @Override
  public boolean verify(String host, SSLSession session) {
    try {
      if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
        check.check(certificate);
        return true;
      }
      return false;
    } catch (SSLException _) {
      return false;
    }
  }
}
