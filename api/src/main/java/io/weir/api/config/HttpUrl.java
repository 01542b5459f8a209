package io.weir.api.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * An address of the web, {@code http://} or {@code https://}. It may carry {@code user:password@},
 * meant for basic authentication; that is not printed, so use {@code toString} in messages and
 * {@link #uri} for requests. Immutable; two are {@code equals} if their addresses are.
 *
 * @param uri the address, with scheme and host
 */
public record HttpUrl(URI uri) {
  private static final String EXPECTED = "http://host[:port]/path or https://...";

  /**
   * Checks that it is one.
   *
   * @throws IllegalArgumentException if it is of another scheme, or without a host
   */
  public HttpUrl {
    String scheme = uri.getScheme();
    boolean http = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    if (!http || uri.getHost() == null) {
      throw new IllegalArgumentException(EXPECTED);
    }
  }

  /**
   * Reads an address.
   *
   * @param text the address, already encoded (RFC 3986)
   * @return the address
   * @throws IllegalArgumentException if it is not of that form; the message says what was expected
   */
  public static HttpUrl parse(String text) {
    try {
      return new HttpUrl(new URI(text));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
  }

  /**
   * The value of a request's header {@code Authorization} (RFC 7617) for the {@code user:password@}
   * that it carries.
   *
   * @return the value, which is as secret as the password; empty if it carries none
   */
  public Optional<String> basicAuthorization() {
    return Optional.ofNullable(uri.getUserInfo())
        .map(userInfo -> userInfo.getBytes(StandardCharsets.UTF_8))
        .map(credentials -> "Basic " + Base64.getEncoder().encodeToString(credentials));
  }

  /** {@return the address, {@code ***} for the part before {@code @}} */
  @Override
  public String toString() {
    String userInfo = uri.getRawUserInfo();
    return userInfo == null ? uri.toString() : uri.toString().replace(userInfo + "@", "***@");
  }
}
