package io.weir.core.config;

import java.util.List;
import java.util.stream.Stream;

/** Versions and ciphers together, as Mozilla's recommendations for servers name them. */
public enum TlsProfile {
  /** TLS 1.3 alone. */
  MODERN(TlsVersion.TLS1_3),
  /** TLS 1.2 with forward secrecy and AEAD ciphers, and TLS 1.3. */
  INTERMEDIATE(TlsVersion.TLS1_2),
  /** All that very old clients need, from TLS 1.0 on. */
  OLD(TlsVersion.TLS1_0);

  private final TlsVersion minVersion;

  TlsProfile(TlsVersion minVersion) {
    this.minVersion = minVersion;
  }

  /** The lowest version; the highest is TLS 1.3. */
  public TlsVersion minVersion() {
    return minVersion;
  }

  /** The suites of TLS 1.2 and below. */
  public List<String> ciphers() {
    return switch (this) {
      case MODERN -> List.of();
      case INTERMEDIATE -> Suites.FORWARD_SECRET;
      case OLD -> Suites.ALL;
    };
  }

  private static final class Suites {
    static final List<String> FORWARD_SECRET =
        List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    static final List<String> ALL =
        Stream.concat(
                FORWARD_SECRET.stream(),
                Stream.of(
                    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
                    "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
                    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
                    "TLS_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_RSA_WITH_AES_128_CBC_SHA",
                    "TLS_RSA_WITH_AES_256_CBC_SHA"))
            .toList();
  }
}
