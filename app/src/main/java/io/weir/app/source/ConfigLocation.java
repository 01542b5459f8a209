package io.weir.app.source;

import java.net.URI;
import java.nio.file.Path;

/** Where a configuration lies, for those who want to know where the running one came from. */
public sealed interface ConfigLocation {

  /** What messages call it. */
  default String text() {
    return switch (this) {
      case InFile(Path path) -> path.toString();
      case AtUrl(URI url) -> url.toString();
      case InConsul(String host, String key) -> "consul " + host + " key " + key;
    };
  }

  /**
   * A file.
   *
   * @param path as the operator gave it
   */
  record InFile(Path path) implements ConfigLocation {}

  /**
   * A page of the web.
   *
   * @param url its address, without a password
   */
  record AtUrl(URI url) implements ConfigLocation {}

  /**
   * A key in Consul's key-value store.
   *
   * @param host the agent, {@code host:port}
   * @param key the key
   */
  record InConsul(String host, String key) implements ConfigLocation {}
}
