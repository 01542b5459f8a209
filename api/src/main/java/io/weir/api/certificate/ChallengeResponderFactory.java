package io.weir.api.certificate;

import io.weir.api.ExtensionFactory;

/**
 * Offers a kind of challenge responder; selected by {@code acme.challenge}. {@link #create} makes
 * one {@link ChallengeResponder} for the process, for the owner {@code "acme"}.
 *
 * @param <C> the kind's own keys in {@code acme}, where those of weir and of the issuer stand as
 *     well
 */
public interface ChallengeResponderFactory<C extends Record>
    extends ExtensionFactory<ChallengeResponder, C> {}
