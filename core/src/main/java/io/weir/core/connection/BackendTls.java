package io.weir.core.connection;

import io.weir.core.transport.StreamSecurity;
import java.util.List;

/** TLS with the backends of one server. Called on event loops; must not block. */
@FunctionalInterface
public interface BackendTls {

  /**
   * What the handshake with a backend is done with.
   *
   * @param host the backend's own host, which its certificate has to be for
   * @param passedOn the application protocols to offer in place of those of the section, which the
   *     client has offered; empty if they are none of the client's
   */
  StreamSecurity towards(String host, List<String> passedOn);
}
