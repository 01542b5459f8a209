package io.weir.api.web;

import java.nio.file.Path;

/**
 * A file in PEM that a configuration names. Whether it is there is found out when it is read.
 *
 * @param configKey the key that names it, in the record's own section, for error messages
 * @param path where it is
 */
public record PemFile(String configKey, Path path) {}
