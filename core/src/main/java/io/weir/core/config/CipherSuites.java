package io.weir.core.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The names of cipher suites that a configuration may have: IANA's, as Go spells them. Whether the
 * TLS engine at hand has a suite is another matter.
 */
public final class CipherSuites {
  /** The suites of TLS 1.3. */
  public static final List<String> TLS_1_3 =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

  /** Go once called these by half of their names. */
  private static final Map<String, String> OLD_SPELLINGS =
      Map.of(
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");

  private static final Collection<String> KNOWN = known();

  private CipherSuites() {}

  private static Collection<String> known() {
    TreeSet<String> names = new TreeSet<>(TLS_1_3);
    names.addAll(OLD_SPELLINGS.keySet());
    names.addAll(OLD_SPELLINGS.values());
    for (String cipher : List.of("RC4_128_SHA", "3DES_EDE_CBC_SHA")) {
      names.add("TLS_RSA_WITH_" + cipher);
      names.add("TLS_ECDHE_RSA_WITH_" + cipher);
    }
    names.add("TLS_ECDHE_ECDSA_WITH_RC4_128_SHA");
    for (String exchange : List.of("RSA", "ECDHE_RSA", "ECDHE_ECDSA")) {
      for (String cipher :
          List.of(
              "AES_128_CBC_SHA",
              "AES_256_CBC_SHA",
              "AES_128_CBC_SHA256",
              "AES_128_GCM_SHA256",
              "AES_256_GCM_SHA384")) {
        names.add("TLS_" + exchange + "_WITH_" + cipher);
      }
    }
    return names;
  }

  /** Whether there is a suite of that name. */
  static boolean knows(String name) {
    return KNOWN.contains(name);
  }

  /** The name that was probably meant, or null. */
  static @Nullable String nearestTo(String name) {
    return Nearest.to(name, KNOWN);
  }

  /** The IANA name of a suite that is spelt otherwise. */
  public static String iana(String name) {
    return OLD_SPELLINGS.getOrDefault(name, name);
  }
}
