package io.weir.app.http;

import io.netty.handler.ssl.SslContext;
import io.weir.api.config.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * How an HTTP server is reached.
 *
 * @param section the section of the configuration that it comes from, e.g. {@code api}; its name in
 *     log and errors
 * @param bind where it listens
 * @param cors whether browsers may call it from any other site
 * @param tls the certificate; null to serve plain HTTP
 * @param bounds what it takes from strangers
 */
public record HttpSettings(
    String section, HostPort bind, boolean cors, @Nullable SslContext tls, HttpBounds bounds) {}
