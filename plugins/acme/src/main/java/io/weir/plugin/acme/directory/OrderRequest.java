package io.weir.plugin.acme.directory;

import io.weir.api.certificate.CertificateKey;
import io.weir.api.certificate.IssuedCertificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is ordered.
 *
 * @param names the DNS names
 * @param key the key to certify
 * @param replaced the certificate that the new one replaces (RFC 9773, 5), or null
 */
public record OrderRequest(
    List<String> names, CertificateKey key, @Nullable IssuedCertificate replaced) {

  /** Copies the names. */
  public OrderRequest {
    names = List.copyOf(names);
  }

  /** The names, for a message. */
  public String text() {
    return String.join(", ", names);
  }
}
