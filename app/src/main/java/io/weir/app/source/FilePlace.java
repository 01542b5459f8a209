package io.weir.app.source;

import io.weir.core.config.ConfigFormat;
import io.weir.core.config.ConfigSource;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file.
 *
 * @param path where it is
 * @param format its format; null if its ending tells
 */
public record FilePlace(Path path, @Nullable ConfigFormat format) implements ConfigPlace {

  @Override
  public ConfigLocation location() {
    return new ConfigLocation.InFile(path);
  }

  @Override
  public ConfigSource read() {
    return ConfigSource.file(path, format);
  }
}
