package io.weir.app.boot;

import io.weir.app.source.ConfigPlace;

/**
 * Which configuration is asked for.
 *
 * @param place where it is
 * @param environmentVariables whether {@code ${NAME}} is replaced in it before it is read
 * @param watched whether weir follows what changes there while it runs
 */
public record ConfigRequest(ConfigPlace place, boolean environmentVariables, boolean watched) {}
