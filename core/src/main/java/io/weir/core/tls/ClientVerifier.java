package io.weir.core.tls;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.netty.internal.tcnative.CertificateVerifier;
import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Verifies clients for BoringSSL, and tells it why one is refused, so that the client gets the
 * alert that says so (RFC 8446 section 6.2) and not that of a fault in weir. Netty by itself knows
 * what has expired and what is revoked.
 */
final class ClientVerifier extends X509ExtendedTrustManager {
  private static final Set<BasicReason> KNOWN =
      EnumSet.of(BasicReason.EXPIRED, BasicReason.NOT_YET_VALID, BasicReason.REVOKED);

  private final X509ExtendedTrustManager verifier;

  ClientVerifier(X509ExtendedTrustManager verifier) {
    this.verifier = verifier;
  }

  private static CertificateException explained(CertificateException refusal) {
    boolean hasPath = true;
    for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathValidatorException invalid
          && invalid.getReason() instanceof BasicReason reason
          && KNOWN.contains(reason)) {
        return refusal;
      }
      hasPath &= !(cause instanceof CertPathBuilderException);
    }
    return new OpenSslCertificateException(
        refusal,
        hasPath
            ? CertificateVerifier.X509_V_ERR_CERT_REJECTED
            : CertificateVerifier.X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
      throws CertificateException {
    try {
      verifier.checkClientTrusted(chain, type, engine);
    } catch (CertificateException e) {
      throw explained(e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
      throws CertificateException {
    verifier.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    verifier.checkClientTrusted(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
      throws CertificateException {
    verifier.checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
      throws CertificateException {
    verifier.checkServerTrusted(chain, type, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    verifier.checkServerTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return verifier.getAcceptedIssuers();
  }
}
