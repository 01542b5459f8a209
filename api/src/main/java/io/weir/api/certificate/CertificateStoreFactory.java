package io.weir.api.certificate;

import io.weir.api.ExtensionFactory;

/**
 * Offers a kind of certificate store; selected by {@code acme.store.kind}. {@link #create} makes
 * one {@link CertificateStore} for the process, for the owner {@code "acme"}.
 *
 * @param <C> the kind's own keys in {@code acme.store}, none of which but {@code kind} is weir's
 */
public interface CertificateStoreFactory<C extends Record>
    extends ExtensionFactory<CertificateStore, C> {}
