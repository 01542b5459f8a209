package io.weir.plugin.engine;

import io.weir.api.config.HostPort;
import io.weir.api.config.HttpUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a container engine listens: {@code unix:///path}, {@code tcp://host:port}, {@code
 * http://host:port} or {@code https://host:port}. One of the web may carry {@code user:password@},
 * meant for basic authentication; that is not printed.
 */
public final class EngineAddress {
  private static final String EXPECTED = "unix:///path, tcp://host:port, http:// or https://";
  private static final String UNIX = "unix://";

  private final String scheme;
  private final Optional<Path> socket;
  private final HttpUrl web;

  private EngineAddress(String scheme, Optional<Path> socket, HttpUrl web) {
    this.scheme = scheme;
    this.socket = socket;
    this.web = web;
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if it is not of that form; the message says what was expected
   */
  public static EngineAddress parse(String text) {
    if (text.startsWith(UNIX)) {
      return ofSocket(text.substring(UNIX.length()));
    }
    int colon = text.indexOf("://");
    String scheme = colon < 0 ? "" : text.substring(0, colon);
    return switch (scheme) {
      case "tcp", "http", "https" -> ofWeb(scheme, text.substring(colon));
      default -> throw new IllegalArgumentException(EXPECTED);
    };
  }

  private static EngineAddress ofSocket(String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(EXPECTED);
    }
    try {
      // HTTP wants a host in each request, whatever it travels over.
      return new EngineAddress(
          "unix", Optional.of(Path.of(path)), HttpUrl.parse("http://localhost"));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
  }

  private static EngineAddress ofWeb(String scheme, String rest) {
    HttpUrl web;
    try {
      web = HttpUrl.parse((scheme.equals("https") ? "https" : "http") + rest);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
    String path = web.uri().getRawPath();
    boolean more = web.uri().getRawQuery() != null || web.uri().getRawFragment() != null;
    if (more || !(path.isEmpty() || path.equals("/"))) {
      throw new IllegalArgumentException(EXPECTED + ", without a path");
    }
    return new EngineAddress(scheme, Optional.empty(), web);
  }

  /** The unix socket; empty if it is an address of the network. */
  public Optional<Path> socket() {
    return socket;
  }

  /** Whether it begins with {@code https://}. */
  public boolean isHttps() {
    return scheme.equals("https");
  }

  /**
   * The host's name or address, an IPv6 address without brackets; {@code 127.0.0.1} for a socket,
   * which leads to this machine.
   */
  public String host() {
    if (socket.isPresent()) {
      return "127.0.0.1";
    }
    return HostPort.withoutBrackets(web.uri().getHost());
  }

  /** The value of the header {@code Authorization}; empty if the address carries no user. */
  Optional<String> authorization() {
    return web.basicAuthorization();
  }

  /**
   * Where a request goes.
   *
   * @param target path and query, already encoded
   * @param tls whether it goes over TLS
   * @param otherwisePort the port if the address has none
   */
  URI uri(String target, boolean tls, int otherwisePort) {
    URI uri = web.uri();
    int port = uri.getPort() < 0 && socket.isEmpty() ? otherwisePort : uri.getPort();
    String authority = uri.getHost() + (port < 0 ? "" : ":" + port);
    try {
      return new URI((tls && socket.isEmpty() ? "https" : "http") + "://" + authority + target);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "target: \"" + target + "\" (expected: an encoded path)", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EngineAddress address
        && address.scheme.equals(scheme)
        && address.socket.equals(socket)
        && address.web.equals(web);
  }

  @Override
  public int hashCode() {
    return scheme.hashCode() + 31 * socket.hashCode() + 961 * web.hashCode();
  }

  /** The address, {@code ***} for the part before {@code @}. */
  @Override
  public String toString() {
    String rest = web.toString();
    return socket.isPresent() ? UNIX + socket.get() : scheme + rest.substring(rest.indexOf("://"));
  }
}
