package io.weir.core.config;

import io.weir.api.config.Name;

/** Versions of TLS. */
public enum TlsVersion {
  /** RFC 2246. */
  @Name("tls1")
  TLS1_0,
  /** RFC 4346. */
  @Name("tls1.1")
  TLS1_1,
  /** RFC 5246. */
  @Name("tls1.2")
  TLS1_2,
  /** RFC 8446. */
  @Name("tls1.3")
  TLS1_3
}
