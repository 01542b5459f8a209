package io.weir.testkit.tls;

import java.nio.file.Path;

/**
 * A certificate and its key in PEM.
 *
 * @param certificate the chain's file
 * @param key the key's file
 */
public record PemFiles(Path certificate, Path key) {}
