package ${package};

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import java.util.List;

/**
 * The keys of {@code servers.X.discovery} for this kind. One without {@code @Default} is required,
 * unless it is an Optional, a List or a Map, which are empty when left out.
 */
public record Keys(
    @Doc("The machine that all backends are on.") @Default("127.0.0.1") String host,
    @Doc("A port for each of them, 1 to 65535; none, no backends.") List<Integer> ports) {

  /** What is thrown here stops the start, and weir adds the file, the line and the value. */
  public Keys {
    if (ports.stream().anyMatch(port -> port < 1 || port > 65_535)) {
      throw new InvalidConfigException("ports", "ports from 1 to 65535");
    }
  }
}
