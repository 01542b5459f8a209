package ${package};

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import java.util.List;

/** The keys of {@code servers.X.discovery} for this kind. */
public record Keys(
    @Doc("The machine that all backends are on.") @Default("127.0.0.1") String host,
    @Doc("A port for each of them.") List<Integer> ports) {

  /** What is thrown here stops the start, and weir adds the file, the line and the value. */
  public Keys {
    if (ports.isEmpty()) {
      throw new InvalidConfigException("ports", "one port or more");
    }
  }
}
