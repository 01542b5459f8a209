package io.weir.core.transport;

/**
 * A datagram at hand, which may be passed on to sockets of the transport it came from. It is valid
 * during the call that it came by, and copied nowhere.
 */
public interface Datagram {
  /** The most that one can hold: 65,535 less the headers of IPv4 and UDP (RFC 768). */
  int MAX_LENGTH = 65_507;

  /** How many bytes it carries; 0 is possible. */
  int length();
}
