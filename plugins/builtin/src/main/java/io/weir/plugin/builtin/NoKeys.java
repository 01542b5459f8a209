package io.weir.plugin.builtin;

/** The configuration of a kind that has no keys of its own. */
public record NoKeys() {}
