package io.weir.core.config;

import io.weir.api.config.Name;

/** Versions of TLS. */
@Refuses(
    word = "ssl3",
    expected =
        "one of tls1, tls1.1, tls1.2, tls1.3; SSL 3 is broken, and gobetween dropped it in 0.8.1")
public enum TlsVersion {
  /** RFC 2246. */
  @Name("tls1")
  TLS1_0("TLSv1"),
  /** RFC 4346. */
  @Name("tls1.1")
  TLS1_1("TLSv1.1"),
  /** RFC 5246. */
  @Name("tls1.2")
  TLS1_2("TLSv1.2"),
  /** RFC 8446. */
  @Name("tls1.3")
  TLS1_3("TLSv1.3");

  private final String engineName;

  TlsVersion(String engineName) {
    this.engineName = engineName;
  }

  /** What TLS engines call it, e.g. {@code "TLSv1.2"}. */
  public String engineName() {
    return engineName;
  }
}
