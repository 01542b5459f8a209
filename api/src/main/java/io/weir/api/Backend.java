package io.weir.api;

import io.weir.api.config.HostPort;
import java.util.regex.Pattern;

/**
 * One backend as a discovery found it. Its identity is its address, as text: everything else may
 * change from one list to the next without a connection being cut, and a host that is written in
 * another way is another backend ({@link io.weir.api.text.AddressText} writes one address in one
 * way). Backends are {@code equals} if all components are.
 *
 * @param address host and port; a host name is resolved by weir. Host and port are both there: no
 *     empty host, no port 0
 * @param priority lower is preferred by balancers that know priorities (RFC 2782), which never
 *     choose a negative one; default 1
 * @param weight share of the connections among equals; default 1; a negative one is never chosen by
 *     balancers that know weights, and what 0 means is theirs to say
 * @param maxConnections connections at the same time; 0 means no limit
 * @param sni the server name this backend is for, without spaces; how it is compared is for the
 *     server's section {@code sni} to say. Empty if none
 */
public record Backend(HostPort address, int priority, int weight, int maxConnections, String sni) {

  private static final Pattern NOT_IN_A_NAME = Pattern.compile("[\\s\\p{Cntrl}]");

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the host is empty, the port 0, the limit negative, or the
   *     server name has a space or a control character in it; the message says which and what was
   *     expected
   */
  public Backend {
    if (address.host().isEmpty()) {
      throw new IllegalArgumentException("host: \"\" (expected: a host name or an IP address)");
    }
    if (address.port() == 0) {
      throw new IllegalArgumentException("port: 0 (expected: 1-65535)");
    }
    if (maxConnections < 0) {
      throw new IllegalArgumentException(
          "max_connections: " + maxConnections + " (expected: 0 or more)");
    }
    if (NOT_IN_A_NAME.matcher(sni).find()) {
      throw new IllegalArgumentException("sni: \"" + sni + "\" (expected: a server name)");
    }
  }

  /**
   * A backend with all defaults: priority 1, weight 1, no limit, no server name.
   *
   * @param host a host name or an IP address, an IPv6 one without brackets
   * @param port 1 to 65535
   * @return the backend
   * @throws IllegalArgumentException if they are not such
   */
  public static Backend of(String host, int port) {
    return new Backend(new HostPort(host, port), 1, 1, 0, "");
  }

  /**
   * The same backend with another priority.
   *
   * @param newPriority lower is preferred; a negative one is not chosen
   * @return a copy
   */
  public Backend withPriority(int newPriority) {
    return new Backend(address, newPriority, weight, maxConnections, sni);
  }

  /**
   * The same backend with another weight.
   *
   * @param newWeight its share; a negative one is not chosen
   * @return a copy
   */
  public Backend withWeight(int newWeight) {
    return new Backend(address, priority, newWeight, maxConnections, sni);
  }

  /**
   * The same backend with another limit.
   *
   * @param newMaxConnections connections at the same time; 0 means no limit
   * @return a copy
   * @throws IllegalArgumentException if it is negative
   */
  public Backend withMaxConnections(int newMaxConnections) {
    return new Backend(address, priority, weight, newMaxConnections, sni);
  }

  /**
   * The same backend for another server name.
   *
   * @param newSni the name; empty means none
   * @return a copy
   * @throws IllegalArgumentException if a space or a control character is in it
   */
  public Backend withSni(String newSni) {
    return new Backend(address, priority, weight, maxConnections, newSni);
  }
}
