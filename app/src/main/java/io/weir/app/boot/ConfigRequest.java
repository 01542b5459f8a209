package io.weir.app.boot;

import io.weir.app.source.ConfigPlace;
import io.weir.app.source.WatchedPlace;
import org.jspecify.annotations.Nullable;

/**
 * Which configuration is asked for.
 *
 * @param place where it is
 * @param environmentVariables whether {@code ${NAME}} is replaced in it before it is read
 * @param watched the same place, if weir follows what changes there while it runs; else null
 */
public record ConfigRequest(
    ConfigPlace place, boolean environmentVariables, @Nullable WatchedPlace watched) {}
