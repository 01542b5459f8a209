package io.weir.bench.peer;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An entry of {@code peers.conf}, where its keys are explained.
 *
 * @param name the entry's name, which results carry
 * @param wire what it serves
 */
public record PeerDefinition(
    String name,
    Wire wire,
    String program,
    String config,
    List<String> command,
    List<String> version,
    Map<String, String> environment,
    String note) {
  /** The name under which {@link #program} stands for weir's start script in a tarball. */
  public static final String WEIR = "weir";

  static PeerDefinition of(Config entry) {
    var environment = new TreeMap<String, String>();
    if (entry.hasPath("environment")) {
      entry
          .getObject("environment")
          .unwrapped()
          .forEach((key, value) -> environment.put(key, String.valueOf(value)));
    }
    return new PeerDefinition(
        entry.getString("name"),
        entry.hasPath("wire") ? entry.getEnum(Wire.class, "wire") : Wire.TCP,
        entry.getString("program"),
        entry.getString("config"),
        entry.getStringList("command"),
        entry.getStringList("version"),
        environment,
        entry.getString("note"));
  }

  /** Whether it is weir. */
  public boolean isWeir() {
    return program.equals(WEIR);
  }
}
