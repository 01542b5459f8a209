package io.weir.core.transport;

import org.jspecify.annotations.Nullable;

/**
 * What the two ends of a TLS connection agreed on.
 *
 * @param version e.g. {@code "TLSv1.3"}
 * @param cipher the suite, by the engine's name for it
 * @param protocol the application protocol (ALPN, RFC 7301); null if none was agreed on
 * @param peer who the other end is, by its certificate, which was verified; null if it sent none
 */
public record SecureSession(
    String version, String cipher, @Nullable String protocol, @Nullable PeerIdentity peer) {}
