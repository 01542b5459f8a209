package io.weir.api.certificate;

import io.weir.api.ExtensionFactory;

/**
 * Offers a kind of certificate store.
 *
 * @param <C> the kind's own keys in {@code acme.store}
 */
public interface CertificateStoreFactory<C extends Record>
    extends ExtensionFactory<CertificateStore, C> {}
