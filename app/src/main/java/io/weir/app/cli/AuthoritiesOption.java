package io.weir.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom a command trusts that asks over https. */
final class AuthoritiesOption {
  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "The CAs to trust for https, PEM. By default the system's.")
  private @Nullable Path file;

  /** A PEM file; null if the system's are trusted. */
  @Nullable Path file() {
    return file;
  }
}
