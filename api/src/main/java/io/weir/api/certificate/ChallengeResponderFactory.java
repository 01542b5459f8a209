package io.weir.api.certificate;

import io.weir.api.ExtensionFactory;

/**
 * Offers a kind of challenge responder.
 *
 * @param <C> the kind's own keys in {@code acme}
 */
public interface ChallengeResponderFactory<C extends Record>
    extends ExtensionFactory<ChallengeResponder, C> {}
