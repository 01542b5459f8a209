package io.weir.api.certificate;

/**
 * One challenge of one name (RFC 8555, 8; RFC 8737 for tls-alpn-01). What is in it comes from an
 * authority and from the configuration: check it before it becomes a part of a path or a command.
 *
 * @param type e.g. {@code "http-01"}, {@code "dns-01"}, {@code "tls-alpn-01"}; the responder's own
 *     type
 * @param name the DNS name to prove control over, without the wildcard's {@code *.}
 * @param token the token; empty where the type has none
 * @param keyAuthorization what the answer is made from; not to be logged
 */
public record Challenge(String type, String name, String token, String keyAuthorization) {}
