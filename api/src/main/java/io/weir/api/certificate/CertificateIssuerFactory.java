package io.weir.api.certificate;

import io.weir.api.ExtensionFactory;

/**
 * Offers a kind of certificate issuer.
 *
 * @param <C> the kind's own keys in {@code acme}
 */
public interface CertificateIssuerFactory<C extends Record>
    extends ExtensionFactory<CertificateIssuer, C> {}
