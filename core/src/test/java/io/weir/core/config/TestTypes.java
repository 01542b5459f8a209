package io.weir.core.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The extensions that are installed as far as these tests are concerned. */
final class TestTypes implements ExtensionTypes {

  record Static(List<String> staticList) {}

  record Ping() {}

  record Weight(Optional<Long> seed) {}

  private static final Map<ExtensionKind, Map<String, Class<? extends Record>>> TYPES =
      Map.of(
          ExtensionKind.DISCOVERY, Map.of("static", Static.class),
          ExtensionKind.HEALTH_CHECK, Map.of("ping", Ping.class),
          ExtensionKind.BALANCER, Map.of("weight", Weight.class));

  @Override
  public Set<String> names(ExtensionKind kind) {
    return TYPES.getOrDefault(kind, Map.of()).keySet();
  }

  @Override
  public Optional<Class<? extends Record>> configType(ExtensionKind kind, String name) {
    return Optional.ofNullable(TYPES.getOrDefault(kind, Map.of()).get(name));
  }

  static BoundConfig bind(ConfigFormat format, String text) {
    return new ConfigBinder(new TestTypes(), Set.of("tcp", "tls", "udp"), List.of())
        .bind(new ConfigReader(Map.of()).read(ConfigSource.text("test.conf", text, format)));
  }

  static BoundConfig bind(String hocon) {
    return bind(ConfigFormat.HOCON, hocon);
  }

  /** A server that is sound, with some lines more. */
  static String server(String lines) {
    return """
    servers.web {
      bind = "127.0.0.1:80"
      discovery { kind = static, static_list = ["a:1"] }
    %s
    }
    """
        .formatted(lines);
  }
}
