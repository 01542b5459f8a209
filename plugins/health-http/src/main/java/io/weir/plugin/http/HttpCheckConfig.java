package io.weir.plugin.http;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.config.Name;
import io.weir.api.web.WebAccess;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.core5.net.URIAuthority;

/** The keys of {@code servers.X.healthcheck} for kind {@code http}. */
public record HttpCheckConfig(
    @Doc("`https` speaks TLS and verifies the certificate for the check's server name.")
        @Default("http")
        Scheme httpScheme,
    @Doc("The version of HTTP: `2` is agreed on by ALPN with https, and assumed with http.")
        @Default("1.1")
        Version httpVersion,
    @Doc("The request's method.") @Default("GET") Method httpMethod,
    @Doc("Path and query that are asked for, percent-encoded.") @Default("/") String httpPath,
    @Doc("The request's `Host`, with a port or without; the check's server name if left out.")
        Optional<String> httpHost,
    @Doc(
            "The statuses of a healthy backend, such as `204`, or ranges, such as `200-399`; several"
                + " in a list. A redirect is not followed, but a status as any other.")
        @Default("200-399")
        ExpectedStatus httpStatus,
    @Doc("A text that has to be in the first 256 KiB of the body.") Optional<String> httpBody,
    @Doc("A regular expression (RE2) that has to match somewhere in the first 256 KiB of the body.")
        Optional<BodyPattern> httpBodyRegexp,
    @Doc("How weir is let in, and whom it trusts.") Optional<WebAccess> httpAccess) {
  private static final Pattern HOST = Pattern.compile("[0-9A-Za-z._:~-]+");
  private static final Pattern TARGET = Pattern.compile("/[!-~&&[^#]]*");

  /** Checks what can be sent, and what belongs together. */
  public HttpCheckConfig {
    if (!TARGET.matcher(httpPath).matches()) {
      throw new InvalidConfigException(
          "http_path", "a path that begins with / and is percent-encoded");
    }
    httpHost.ifPresent(HttpCheckConfig::authority);
    if (httpBody.isPresent() && httpBodyRegexp.isPresent()) {
      throw new InvalidConfigException("http_body_regexp", "none beside http_body");
    }
    if (httpScheme == Scheme.HTTP) {
      httpAccess.ifPresent(access -> access.refuseTls("http_access"));
    }
    if (httpMethod == Method.HEAD && (httpBody.isPresent() || httpBodyRegexp.isPresent())) {
      throw new InvalidConfigException(
          "http_method", "GET, where a body is looked at: answers to HEAD have none");
    }
  }

  static URIAuthority authority(String host) {
    try {
      // Null for an empty text.
      URIAuthority authority = URIAuthority.create(host);
      if (authority != null
          && authority.getUserInfo() == null
          && HOST.matcher(authority.getHostName()).matches()) {
        return authority;
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      // Said below.
    }
    throw new InvalidConfigException("http_host", "a host name, with a port or without");
  }

  /** What HTTP is spoken over. */
  public enum Scheme {
    /** A TCP connection. */
    HTTP,
    /** TLS. */
    HTTPS
  }

  /** A version of HTTP. */
  public enum Version {
    /** RFC 9112. */
    @Name("1.1")
    HTTP_1_1,
    /** RFC 9113. */
    @Name("2")
    HTTP_2
  }

  /** What is asked. */
  public enum Method {
    /** The page itself. */
    @Name({"GET", "get"})
    GET,
    /** The same without the body. */
    @Name({"HEAD", "head"})
    HEAD,
    /** What can be done with it. */
    @Name({"OPTIONS", "options"})
    OPTIONS,
    /** For pages that answer nothing else; without a body. */
    @Name({"POST", "post"})
    POST
  }
}
