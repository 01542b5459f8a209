package io.weir.api.config;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * An address of the web, {@code http://} or {@code https://}. It may carry {@code user:password@},
 * meant for basic authentication; that is not printed.
 *
 * @param uri the address
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
   * @throws IllegalArgumentException if it is not of that form; the message says what was expected
   */
  public static HttpUrl parse(String text) {
    try {
      return new HttpUrl(new URI(text));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
  }

  /** The address, {@code ***} for the part before {@code @}. */
  @Override
  public String toString() {
    String userInfo = uri.getRawUserInfo();
    return userInfo == null ? uri.toString() : uri.toString().replace(userInfo + "@", "***@");
  }
}
