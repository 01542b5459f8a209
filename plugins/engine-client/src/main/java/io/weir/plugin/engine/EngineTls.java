package io.weir.plugin.engine;

import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * How TLS is spoken with an engine.
 *
 * @param context what trusts and shows certificates
 * @param check what decides about the certificate that the engine shows, beside the context; empty
 *     means that the context decides, about the engine's name, too
 */
public record EngineTls(SSLContext context, Optional<Check> check) {

  /** Decides about certificates, before anything is sent to the engine. */
  @FunctionalInterface
  public interface Check {
    /**
     * Looks at the certificate of an engine that has shown that it has the key for it.
     *
     * @throws SSLException if it is not to be talked to; the message says why
     */
    void check(X509Certificate shown) throws SSLException;
  }

  /** Lets the context alone decide. */
  public static EngineTls verifiedBy(SSLContext context) {
    return new EngineTls(context, Optional.empty());
  }
}
