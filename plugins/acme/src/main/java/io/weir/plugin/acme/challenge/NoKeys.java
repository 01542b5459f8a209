package io.weir.plugin.acme.challenge;

/** For a kind that has no keys of its own. */
public record NoKeys() {}
