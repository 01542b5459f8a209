package io.weir.app.boot;

import io.weir.core.config.ConfigFormat;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which configuration is asked for.
 *
 * @param file where it is
 * @param format its format; null if its ending tells
 * @param environmentVariables whether {@code ${NAME}} is replaced in it before it is read
 */
public record ConfigRequest(
    Path file, @Nullable ConfigFormat format, boolean environmentVariables) {}
