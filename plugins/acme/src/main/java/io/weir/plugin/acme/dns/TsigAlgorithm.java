package io.weir.plugin.acme.dns;

import io.weir.api.config.Name;

/** How updates are signed (RFC 8945, 6). */
public enum TsigAlgorithm {
  /** HMAC with SHA-1. */
  @Name("hmac-sha1")
  HMAC_SHA1,
  /** HMAC with SHA-256. */
  @Name("hmac-sha256")
  HMAC_SHA256,
  /** HMAC with SHA-384. */
  @Name("hmac-sha384")
  HMAC_SHA384,
  /** HMAC with SHA-512. */
  @Name("hmac-sha512")
  HMAC_SHA512
}
