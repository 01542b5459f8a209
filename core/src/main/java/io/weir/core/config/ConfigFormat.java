package io.weir.core.config;

import java.nio.file.Path;
import java.util.Locale;

/** The formats in which a configuration can be written. All three give the same tree. */
public enum ConfigFormat {
  /** gobetween's own. */
  TOML,
  /** gobetween's other. */
  JSON,
  /** weir's own: JSON with comments, includes and substitutions. */
  HOCON;

  /** The format that a file's ending tells; TOML, as in gobetween, if it tells nothing. */
  public static ConfigFormat ofFile(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      return JSON;
    }
    return name.endsWith(".conf") || name.endsWith(".hocon") ? HOCON : TOML;
  }
}
