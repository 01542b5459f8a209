package io.weir.core.certificate;

import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Certificates by the names that they are for. It never changes, and a look-up makes no object and
 * takes no lock, so event loops may do it.
 *
 * @param <T> what is made of each of them
 */
public final class CertificateTable<T> {
  private static final String ANY = "*.";

  private final Map<String, T> exact = new HashMap<>();

  /** What follows the first dot of the names that wildcards cover, in order, and what is theirs. */
  private final String[] parents;

  private final List<T> ofParents;
  private final T otherwise;

  /**
   * What is to be found for one certificate.
   *
   * @param certificate says for which names
   * @param value what is found
   * @param <T> what is made of certificates
   */
  public record Entry<T>(X509Certificate certificate, T value) {}

  private CertificateTable(List<Entry<T>> entries, Map<String, T> standIns, T otherwise) {
    Map<String, T> wildcards = new TreeMap<>();
    for (Entry<T> entry : entries) {
      for (String name : CertificateNames.of(entry.certificate())) {
        if (name.startsWith(ANY)) {
          wildcards.putIfAbsent(name.substring(ANY.length()), entry.value());
        } else {
          exact.putIfAbsent(name, entry.value());
        }
      }
    }
    standIns.forEach((name, standIn) -> {
      int dot = name.indexOf('.');
      if (name.startsWith(ANY)) {
        wildcards.putIfAbsent(name.substring(ANY.length()), standIn);
      } else if (dot < 0 || !wildcards.containsKey(name.substring(dot + 1))) {
        exact.putIfAbsent(name, standIn);
      }
    });
    this.parents = wildcards.keySet().toArray(String[]::new);
    this.ofParents = List.copyOf(wildcards.values());
    this.otherwise = otherwise;
  }

  /**
   * Makes a table. Where two are for one name, the first one has it.
   *
   * @param entries not empty; the first one is for clients that send no name, or one that is
   *     nobody's
   */
  public static <T> CertificateTable<T> of(List<Entry<T>> entries) {
    return new CertificateTable<>(entries, Map.of(), entries.getFirst().value());
  }

  /**
   * Makes a table in which some names have no certificate yet.
   *
   * @param standIns what is found for such a name where no certificate of the entries covers it; in
   *     lower case, wildcards as {@code *.example.org}
   * @param otherwise what is found for clients that send no name, or one that is nobody's
   */
  static <T> CertificateTable<T> of(List<Entry<T>> entries, Map<String, T> standIns, T otherwise) {
    return new CertificateTable<>(entries, standIns, otherwise);
  }

  /**
   * Finds one: that for just this name, else a wildcard that covers its first label (RFC 6125
   * section 6.4.3), else the default.
   *
   * @param name in lower case; empty if the client sent none
   */
  public T find(String name) {
    T found = exact.get(name);
    if (found != null) {
      return found;
    }
    int dot = name.indexOf('.');
    int place = dot <= 0 ? -1 : placeOfParent(name, dot + 1);
    return place < 0 ? otherwise : ofParents.get(place);
  }

  /** Halves what is left until it is found, without cutting the name. */
  private int placeOfParent(String name, int from) {
    int low = 0;
    int high = parents.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(parents[middle], name, from);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** As {@link String#compareTo}, with what a name has from a place on. */
  private static int compare(String parent, String name, int from) {
    int length = name.length() - from;
    for (int i = 0; i < Math.min(parent.length(), length); i++) {
      int order = parent.charAt(i) - name.charAt(from + i);
      if (order != 0) {
        return order;
      }
    }
    return parent.length() - length;
  }
}
