package io.weir.core.connection;

import io.weir.core.certificate.CertificateStatus;
import io.weir.core.hello.ClientHello;
import io.weir.core.transport.StreamSecurity;
import java.util.List;

/**
 * TLS with the clients of one server. All methods but {@link #close} are called on event loops too,
 * and do not block.
 */
public interface ClientTls extends AutoCloseable {

  /**
   * What the handshake with a client is done with.
   *
   * @param hello what the client said; {@link ClientHello#NONE} if it sent something else
   */
  StreamSecurity towards(ClientHello hello);

  /** How long hello and handshake may take together, in nanoseconds; 0 means for ever. */
  long handshakeNanos();

  /** The certificates in use, the default first. */
  List<CertificateStatus> certificates();

  /** Stops looking after its certificates. Handshakes that have begun go on. */
  @Override
  void close();
}
