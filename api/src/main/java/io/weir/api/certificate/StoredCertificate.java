package io.weir.api.certificate;

/**
 * A certificate together with its private key. Whether they belong together is checked where it is
 * used, not here. Its {@code toString} does not show the key.
 *
 * @param key the key
 * @param certificate the chain issued for it
 */
public record StoredCertificate(CertificateKey key, IssuedCertificate certificate) {}
