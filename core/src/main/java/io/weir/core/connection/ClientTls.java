package io.weir.core.connection;

import io.weir.core.hello.ClientHello;
import io.weir.core.transport.StreamSecurity;

/** TLS with the clients of one server. Its methods are called on event loops and do not block. */
public interface ClientTls extends AutoCloseable {

  /**
   * What the handshake with a client is done with.
   *
   * @param hello what the client said; {@link ClientHello#NONE} if it sent something else
   */
  StreamSecurity towards(ClientHello hello);

  /** How long hello and handshake may take together, in nanoseconds; 0 means for ever. */
  long handshakeNanos();

  /** Stops looking after its certificates. Handshakes that have begun go on. */
  @Override
  void close();
}
