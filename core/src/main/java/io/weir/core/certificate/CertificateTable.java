package io.weir.core.certificate;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/**
 * Certificates by the names that they are for. It never changes; a look-up makes no object but a
 * text for a wildcard.
 *
 * @param <T> what is made of each of them
 */
public final class CertificateTable<T> {
  private static final int DNS_NAME = 2;
  private static final String ANY = "*.";

  private final Map<String, T> exact = new HashMap<>();
  private final Map<String, T> wildcard = new HashMap<>();
  private final T otherwise;

  private CertificateTable(T otherwise) {
    this.otherwise = otherwise;
  }

  /**
   * Makes a table. Where two are for one name, the first one has it.
   *
   * @param chains not empty; the first one is for clients that send no name, or one that is
   *     nobody's
   * @param make makes of each what is looked up
   */
  public static <T> CertificateTable<T> of(List<KeyedChain> chains, Function<KeyedChain, T> make) {
    List<T> made = chains.stream().map(make).toList();
    CertificateTable<T> table = new CertificateTable<>(made.getFirst());
    for (int i = 0; i < made.size(); i++) {
      for (String name : names(chains.get(i).certificate())) {
        if (name.startsWith(ANY)) {
          table.wildcard.putIfAbsent(name.substring(ANY.length()), made.get(i));
        } else {
          table.exact.putIfAbsent(name, made.get(i));
        }
      }
    }
    return table;
  }

  /**
   * Finds one: that for just this name, else a wildcard that covers it, else the default.
   *
   * @param name in lower case; empty if the client sent none
   */
  public T find(String name) {
    T found = exact.get(name);
    if (found == null) {
      int dot = name.indexOf('.');
      found = dot < 0 ? null : wildcard.get(name.substring(dot + 1));
    }
    return found == null ? otherwise : found;
  }

  /** The names that a certificate is for, in lower case: its DNS names, else its common name. */
  public static Set<String> names(X509Certificate certificate) {
    Set<String> names = new LinkedHashSet<>(alternatives(certificate));
    if (names.isEmpty()) {
      String common = commonName(certificate);
      if (common != null) {
        names.add(common.toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  private static List<String> alternatives(X509Certificate certificate) {
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      List<String> names = new ArrayList<>();
      if (all != null) {
        for (List<?> alternative : all) {
          if (Integer.valueOf(DNS_NAME).equals(alternative.get(0))) {
            names.add(alternative.get(1).toString().toLowerCase(Locale.ROOT));
          }
        }
      }
      return names;
    } catch (CertificateParsingException e) {
      return List.of();
    }
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
