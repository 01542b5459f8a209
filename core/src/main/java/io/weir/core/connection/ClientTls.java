package io.weir.core.connection;

import io.weir.core.certificate.CertificateStatus;
import io.weir.core.hello.ClientHello;
import io.weir.core.hello.PlainAlert;
import io.weir.core.transport.StreamSecurity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TLS with the clients of one server. All methods but {@link #close} are called on event loops too,
 * and do not block.
 */
public interface ClientTls extends AutoCloseable {

  /**
   * What a handshake is done with that only proves control over a name to an authority (RFC 8737);
   * the connection ends with it. Comes before all else. Default: there is no such handshake.
   *
   * @return null if the client asks for no such proof, or there is none
   */
  default @Nullable StreamSecurity proof(ClientHello hello) {
    return null;
  }

  /**
   * Why there is no handshake with a client. Default: there is one with every client.
   *
   * @return null if there is one
   */
  default @Nullable PlainAlert refusal(ClientHello hello) {
    return null;
  }

  /**
   * What the handshake with a client is done with that is not refused, where nothing is {@link
   * #passedOn}.
   *
   * @param hello what the client said; {@link ClientHello#NONE} if it sent something else
   * @return null if the client offers application protocols, and none that is spoken here
   */
  @Nullable StreamSecurity towards(ClientHello hello);

  /**
   * Which application protocols of a client's a backend is to be offered, because the backend's
   * choice is what the client is answered. Its handshake comes first then.
   *
   * @return the client's best first; empty if the client's handshake does not wait for a backend
   */
  List<String> passedOn(ClientHello hello);

  /**
   * What the handshake with a client is done with for which a backend has chosen.
   *
   * @param protocol the one that it chose; null if it chose none
   */
  StreamSecurity towards(ClientHello hello, @Nullable String protocol);

  /** How long hello and handshake may take together, in nanoseconds; 0 means for ever. */
  long handshakeNanos();

  /** The certificates in use, the default first. */
  List<CertificateStatus> certificates();

  /** Stops looking after its certificates. Handshakes that have begun go on. */
  @Override
  void close();
}
