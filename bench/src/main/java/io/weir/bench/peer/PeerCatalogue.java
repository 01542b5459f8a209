package io.weir.bench.peer;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.weir.bench.BenchException;
import java.nio.file.Path;
import java.util.List;

/** Reads {@code peers.conf}. */
public final class PeerCatalogue {
  private PeerCatalogue() {}

  /**
   * The entries of {@code folder/peers.conf} in their order.
   *
   * @throws BenchException if the file is missing or an entry lacks a key
   */
  public static List<PeerDefinition> read(Path folder) {
    try {
      Config file = ConfigFactory.parseFile(folder.resolve("peers.conf").toFile()).resolve();
      return file.getConfigList("peers").stream().map(PeerDefinition::of).toList();
    } catch (ConfigException e) {
      throw new BenchException("The catalogue of peers cannot be read: " + e.getMessage(), e);
    }
  }
}
