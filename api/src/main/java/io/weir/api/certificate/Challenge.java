package io.weir.api.certificate;

/**
 * One challenge of one name (RFC 8555, 8; RFC 8737 for tls-alpn-01).
 *
 * @param type e.g. {@code "http-01"}, {@code "dns-01"}, {@code "tls-alpn-01"}
 * @param name the DNS name to prove control over, without the wildcard's {@code *.}
 * @param token the token; empty where the type has none
 * @param keyAuthorization what the answer is made from
 */
public record Challenge(String type, String name, String token, String keyAuthorization) {}
