package io.weir.plugin.acme.directory;

import io.weir.api.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * One certificate authority.
 *
 * @param url its directory (RFC 8555, 7.1.1)
 * @param email where it may write to
 * @param externalAccount what binds the account to one that its operator knows (RFC 8555, 7.3.4)
 * @param profile which of its profiles is ordered; the authority chooses if empty
 * @param orderTimeout how long an order may take
 */
public record DirectorySettings(
    URI url,
    Optional<String> email,
    Optional<ExternalAccount> externalAccount,
    Optional<String> profile,
    Duration orderTimeout) {

  /**
   * A key that the authority's operator gave out.
   *
   * @param kid its id
   * @param hmac the key in base64url
   */
  public record ExternalAccount(String kid, Secret hmac) {}
}
