package io.weir.core.certificate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CRLException;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whose signature counts under the certificates of clients, and which of these count no more.
 *
 * @param authorities who may sign
 * @param revoked their lists; with at least one, each authority in a client's chain has to have one
 *     that is valid
 */
public record ClientAuthorities(List<X509Certificate> authorities, List<X509CRL> revoked) {
  private static final Pattern BEGIN = Pattern.compile("-----BEGIN X509 CRL-----");
  private static final Pattern END = Pattern.compile("-----END X509 CRL-----");

  /** Takes copies. */
  public ClientAuthorities {
    authorities = List.copyOf(authorities);
    revoked = List.copyOf(revoked);
  }

  /**
   * Reads them.
   *
   * @param authorities certificates in PEM, at least one
   * @param revoked lists in PEM, or one in DER; null for none
   * @throws CertificateFileException if one of the files cannot be used
   */
  static ClientAuthorities read(Path authorities, @Nullable Path revoked)
      throws CertificateFileException {
    return new ClientAuthorities(
        TrustedCertificates.read(authorities), revoked == null ? List.of() : lists(revoked));
  }

  private static List<X509CRL> lists(Path file) throws CertificateFileException {
    byte[] bytes = KeyedChain.bytes(file, false);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    try {
      List<X509CRL> lists =
          CertificateFactory.getInstance("X.509")
              .generateCRLs(new ByteArrayInputStream(bytes))
              .stream()
              .map(X509CRL.class::cast)
              .toList();
      // One that has begun and does not end is half written.
      if (!lists.isEmpty()
          && BEGIN.matcher(text).results().count() == END.matcher(text).results().count()) {
        return lists;
      }
    } catch (CRLException | CertificateException _) {
      // The same advice helps as where there is none.
    }
    throw new CertificateFileException(file, false, "a certificate revocation list in PEM or DER");
  }

  /**
   * Verifies clients by them. It looks at nothing but these lists: no OCSP, no list from the
   * network, so it may be asked on an event loop.
   */
  public X509ExtendedTrustManager verifier() {
    try {
      PKIXBuilderParameters parameters =
          new PKIXBuilderParameters(
              authorities.stream()
                  .map(authority -> new TrustAnchor(authority, null))
                  .collect(Collectors.toSet()),
              new X509CertSelector());
      parameters.setRevocationEnabled(!revoked.isEmpty());
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(revoked)));
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(new CertPathTrustManagerParameters(parameters));
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager verifier) {
          return verifier;
        }
      }
      throw new IllegalStateException("this Java verifies no certificates");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java verifies no certificates", e);
    }
  }

  /**
   * A digest that is the same for the same authorities and lists, 32 bytes.
   *
   * @param purpose what they are used for; another purpose has another digest
   */
  public byte[] digest(String purpose) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(purpose.getBytes(StandardCharsets.UTF_8));
      for (X509Certificate authority : authorities) {
        digest.update(authority.getEncoded());
      }
      for (X509CRL list : revoked) {
        digest.update(list.getEncoded());
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("what was read cannot be written", e);
    }
  }
}
