package io.weir.api.config;

import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * A host and a port. {@code ":8888"} has an empty host, which means every address; IPv6 addresses
 * are written in brackets, {@code "[::1]:80"}, and kept without them. A host of digits and dots
 * alone is an IPv4 address, and one with a colon an IPv6 address, perhaps with a zone, or it is
 * refused. Nothing is looked up. Immutable; two are {@code equals} if host, letter by letter, and
 * port are.
 *
 * @param host a host name or an IP address without brackets; empty means every address
 * @param port 0 to 65535; 0 means that the system chooses, where that makes sense
 */
public record HostPort(String host, int port) implements Comparable<HostPort> {

  private static final String EXPECTED = "host:port, :port or [ipv6]:port";

  /** A number from 0 to 255; with a 0 before it some programs read it as octal. */
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the port is out of range or the host cannot be one; the
   *     message says what was expected
   */
  public HostPort {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("a port from 0 to 65535");
    }
    if (host.codePoints().anyMatch(c -> c == '[' || c == ']' || c == '/' || isInvisible(c))) {
      throw new IllegalArgumentException(EXPECTED);
    }
    if (DIGITS_AND_DOTS.matcher(host).matches() && !IPV4.matcher(host).matches()) {
      throw new IllegalArgumentException(
          EXPECTED + ", a host of digits and dots being an IPv4 address");
    }
    if (host.indexOf(':') >= 0 && !isIpv6(host)) {
      throw new IllegalArgumentException(EXPECTED + ", what is in brackets being an IPv6 address");
    }
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** Whether a zone that it names is there is another question. */
  private static boolean isIpv6(String host) {
    int zone = host.indexOf('%');
    try {
      InetAddress.ofLiteral(zone < 0 ? host : host.substring(0, zone));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Reads {@code host:port}.
   *
   * @param text with a colon before the port, and brackets around an IPv6 address
   * @return host and port
   * @throws IllegalArgumentException if it is not of that form; the message says what was expected
   */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(EXPECTED);
    }
    String written = text.substring(0, colon);
    String host = withoutBrackets(written);
    if (host.equals(written) && host.indexOf(':') >= 0) {
      throw new IllegalArgumentException(EXPECTED);
    }
    return new HostPort(host, parsePort(text.substring(colon + 1)));
  }

  /**
   * A host as it is kept here: without the brackets that an IPv6 address may be written in.
   *
   * @param host a host, with or without brackets; nothing else of it is looked at
   * @return the same without them
   */
  public static String withoutBrackets(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return bracketed ? host.substring(1, host.length() - 1) : host;
  }

  private static int parsePort(String text) {
    if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException(EXPECTED + ", the port from 0 to 65535");
    }
    return Integer.parseInt(text);
  }

  /**
   * Compares by the text {@code host:port}, as {@link #toString} gives it.
   *
   * @param other the one to compare with
   * @return below 0, 0 or above 0
   */
  @Override
  public int compareTo(HostPort other) {
    return toString().compareTo(other.toString());
  }

  /**
   * {@return {@code host:port}, with brackets around an IPv6 address, as {@link #parse} reads it}
   */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
