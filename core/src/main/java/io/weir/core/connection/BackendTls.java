package io.weir.core.connection;

import io.weir.core.transport.SecureSession;
import io.weir.core.transport.StreamSecurity;
import org.jspecify.annotations.Nullable;

/** TLS with the backends of one server. Called on event loops; must not block. */
@FunctionalInterface
public interface BackendTls {

  /**
   * What the handshake with a backend is done with.
   *
   * @param host the backend's own host, which its certificate has to be for
   * @param client what was agreed on with the client; null if there is no TLS with it
   */
  StreamSecurity towards(String host, @Nullable SecureSession client);
}
