package io.weir.api.config;

/**
 * A host and a port. {@code ":8888"} has an empty host, which means every address; IPv6 addresses
 * are written in brackets, {@code "[::1]:80"}, and kept without them.
 *
 * @param host a host name or an IP address without brackets; empty means every address
 * @param port 0 to 65535; 0 means that the system chooses, where that makes sense
 */
public record HostPort(String host, int port) implements Comparable<HostPort> {

  private static final String EXPECTED = "host:port, :port or [ipv6]:port";

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the port is out of range or the host cannot be one
   */
  public HostPort {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("a port from 0 to 65535");
    }
    if (host.chars().anyMatch(c -> c <= ' ' || c == '[' || c == ']' || c == '/' || c == 127)) {
      throw new IllegalArgumentException(EXPECTED);
    }
  }

  /**
   * Reads {@code host:port}.
   *
   * @throws IllegalArgumentException if it is not of that form; the message says what was expected
   */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(EXPECTED);
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException(EXPECTED);
    }
    return new HostPort(host, parsePort(text.substring(colon + 1)));
  }

  private static int parsePort(String text) {
    if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException(EXPECTED + ", the port from 0 to 65535");
    }
    return Integer.parseInt(text);
  }

  /** By the text {@code host:port}, as {@link #toString} gives it. */
  @Override
  public int compareTo(HostPort other) {
    return toString().compareTo(other.toString());
  }

  /** {@code host:port}, with brackets around an IPv6 address. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
