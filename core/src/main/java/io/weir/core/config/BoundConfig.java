package io.weir.core.config;

import java.util.List;

/**
 * A configuration that is sound.
 *
 * @param config what it says, with each server's defaults filled in
 * @param warnings what an operator should know all the same
 */
public record BoundConfig(WeirConfig config, List<Problem> warnings) {}
