package io.weir.api.certificate;

import io.weir.api.ExtensionFactory;

/**
 * Offers a kind of certificate issuer; selected by {@code acme.issuer}. {@link #create} makes one
 * {@link CertificateIssuer} for the process, for the owner {@code "acme"}.
 *
 * @param <C> the kind's own keys in {@code acme}, where those of weir and of the responder stand as
 *     well
 */
public interface CertificateIssuerFactory<C extends Record>
    extends ExtensionFactory<CertificateIssuer, C> {}
