package io.weir.testkit.tls;

import io.weir.core.config.ConfigBinder;
import io.weir.core.config.ConfigFormat;
import io.weir.core.config.ConfigReader;
import io.weir.core.config.ConfigSource;
import io.weir.core.config.ExtensionKind;
import io.weir.core.config.ExtensionTypes;
import io.weir.core.config.ServerConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A server's section, bound as from a file. */
final class Section {

  private Section() {}

  /** Has no keys. */
  private record Nothing() {}

  private static final class AnyKind implements ExtensionTypes {
    @Override
    public Set<String> names(ExtensionKind kind) {
      return Set.of("any", "weight");
    }

    @Override
    public Optional<Class<? extends Record>> configType(ExtensionKind kind, String name) {
      return Optional.of(Nothing.class);
    }
  }

  /**
   * The section with some keys.
   *
   * @param keys HOCON, beside address and discovery
   */
  static ServerConfig of(String keys) {
    String text =
        "acme { issuer = any, challenge = any, store.kind = any }\n"
            + "servers.web { bind = \"127.0.0.1:0\", discovery.kind = any\n"
            + keys
            + "\n}";
    return new ConfigBinder(new AnyKind(), Set.of("tcp", "tls"), List.of())
        .bind(
            new ConfigReader(Map.of())
                .read(ConfigSource.text("test.conf", text, ConfigFormat.HOCON)))
        .config()
        .servers()
        .get("web");
  }

  /** A section that has a certificate for clients. */
  static ServerConfig tls(PemFiles files, String keys) {
    return of(
        "protocol = tls\ntls { cert_path = \"%s\", key_path = \"%s\" }\n"
                .formatted(files.certificate(), files.key())
            + keys);
  }
}
