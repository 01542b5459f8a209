package io.weir.api;

import io.weir.api.config.HostPort;
import java.util.regex.Pattern;

/**
 * One backend as a discovery found it. Its identity is its address; everything else may change from
 * one list to the next without a connection being cut.
 *
 * @param address host and port; a host name is resolved by weir
 * @param priority lower is preferred by balancers that know priorities (RFC 2782), which never
 *     choose a negative one; default 1
 * @param weight share of the connections among equals; default 1; a negative one is never chosen by
 *     balancers that know weights
 * @param maxConnections connections at the same time; 0 means no limit
 * @param sni the server name this backend is for; empty if none
 */
public record Backend(HostPort address, int priority, int weight, int maxConnections, String sni) {

  private static final Pattern NOT_IN_A_NAME = Pattern.compile("[\\s\\p{Cntrl}]");

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a value is out of its range
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
   * @throws IllegalArgumentException if they are not such
   */
  public static Backend of(String host, int port) {
    return new Backend(new HostPort(host, port), 1, 1, 0, "");
  }

  /** The same backend with another priority. */
  public Backend withPriority(int newPriority) {
    return new Backend(address, newPriority, weight, maxConnections, sni);
  }

  /** The same backend with another weight. */
  public Backend withWeight(int newWeight) {
    return new Backend(address, priority, newWeight, maxConnections, sni);
  }

  /** The same backend with another limit; 0 means none. */
  public Backend withMaxConnections(int newMaxConnections) {
    return new Backend(address, priority, weight, newMaxConnections, sni);
  }

  /** The same backend for another server name; empty means none. */
  public Backend withSni(String newSni) {
    return new Backend(address, priority, weight, maxConnections, newSni);
  }
}
