package io.weir.core.config;

/** A section, or core's part of one, that has no keys. */
public record NoKeys() {}
