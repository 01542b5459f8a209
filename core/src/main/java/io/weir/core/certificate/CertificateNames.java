package io.weir.core.certificate;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/** Which names a certificate is for. */
final class CertificateNames {
  private static final int DNS_NAME = 2;

  private CertificateNames() {}

  /** Its DNS names, else its common name; in lower case. */
  static Set<String> of(X509Certificate certificate) {
    Set<String> names = alternatives(certificate);
    if (names.isEmpty()) {
      String common = commonName(certificate);
      if (common != null) {
        names.add(common.toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  private static Set<String> alternatives(X509Certificate certificate) {
    Set<String> names = new LinkedHashSet<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      if (all != null) {
        for (List<?> alternative : all) {
          if (Integer.valueOf(DNS_NAME).equals(alternative.get(0))) {
            names.add(alternative.get(1).toString().toLowerCase(Locale.ROOT));
          }
        }
      }
    } catch (CertificateParsingException _) {
      // It has none that could be read; its common name counts.
    }
    return names;
  }

  private static @Nullable String commonName(X509Certificate certificate) {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().reversed().stream()
              .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
              .map(rdn -> rdn.getValue().toString())
              .findFirst()
              .orElse(null);
    } catch (InvalidNameException e) {
      return null;
    }
  }
}
