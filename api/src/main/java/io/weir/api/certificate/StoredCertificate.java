package io.weir.api.certificate;

/**
 * A certificate together with its private key.
 *
 * @param key the key
 * @param certificate the chain issued for it
 */
public record StoredCertificate(CertificateKey key, IssuedCertificate certificate) {}
