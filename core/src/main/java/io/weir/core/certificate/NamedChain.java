package io.weir.core.certificate;

/**
 * A certificate and where it came from.
 *
 * @param origin where the chain came from, e.g. its file; one of a kind among a server's
 *     certificates
 * @param chain the chain with its key
 */
public record NamedChain(String origin, KeyedChain chain) {}
