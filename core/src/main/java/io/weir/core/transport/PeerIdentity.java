package io.weir.core.transport;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who the other end of a TLS connection is, by its certificate, which was verified. Whoever signed
 * that has chosen the texts, so neither is longer than {@link #MOST}, but they may hold any
 * character.
 *
 * @param subject the subject (RFC 2253)
 * @param alternatives the subject's alternative names, e.g. {@code
 *     dns:a.example,email:a@b.example}; a comma or backslash in one has a backslash before it;
 *     empty if there are none
 */
public record PeerIdentity(String subject, String alternatives) {
  /** The longest text, in characters; a longer one ends in an ellipsis. */
  public static final int MOST = 256;

  private static final String ELLIPSIS = "\u2026";
  private static final int EMAIL = 1;
  private static final int DNS = 2;
  private static final int URI = 6;
  private static final int IP = 7;

  /** Cuts what is too long. */
  public PeerIdentity {
    subject = cut(subject);
    alternatives = cut(alternatives);
  }

  /** What a certificate says. */
  public static PeerIdentity of(X509Certificate certificate) {
    return new PeerIdentity(
        certificate.getSubjectX500Principal().getName(), alternatives(certificate));
  }

  private static String alternatives(X509Certificate certificate) {
    StringBuilder names = new StringBuilder();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      if (all != null) {
        for (List<?> name : all) {
          String kind = kind(name.get(0));
          if (kind != null && names.length() <= MOST) {
            names.append(names.isEmpty() ? "" : ",").append(kind);
            appendEscaped(names, name.get(1).toString());
          }
        }
      }
    } catch (CertificateParsingException _) {
      // Those before it count.
    }
    return names.toString();
  }

  private static @Nullable String kind(Object type) {
    return switch (type) {
      case Integer number when number == EMAIL -> "email:";
      case Integer number when number == DNS -> "dns:";
      case Integer number when number == URI -> "uri:";
      case Integer number when number == IP -> "ip:";
      default -> null;
    };
  }

  private static void appendEscaped(StringBuilder names, String name) {
    for (int i = 0; i < Math.min(name.length(), MOST); i++) {
      char c = name.charAt(i);
      if (c == ',' || c == '\\') {
        names.append('\\');
      }
      names.append(c);
    }
  }

  private static String cut(String text) {
    if (text.length() <= MOST) {
      return text;
    }
    int end = MOST - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + ELLIPSIS;
  }
}
