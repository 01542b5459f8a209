package io.weir.core.config;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys that weir has itself in the sections that plugins' keys stand in too. A plugin's key of
 * the same name would be read by both, and mean something else to each.
 */
final class CoreKeys {
  private CoreKeys() {}

  /** The keys of a plugin's record that are weir's already, a line each. */
  static List<String> clashes(ExtensionKind kind, RecordType own) {
    Set<String> ours = of(kind);
    return own.keys().stream()
        .filter(key -> key.spellings().stream().anyMatch(ours::contains))
        .map(key ->
            "key `%s` is weir's own in %s; rename the component"
                .formatted(key.name(), section(kind)))
        .toList();
  }

  private static Set<String> of(ExtensionKind kind) {
    Set<String> names = new TreeSet<>();
    switch (kind) {
      case DISCOVERY -> {
        names.add("kind");
        addAll(DiscoverySettings.class, names);
      }
      case HEALTH_CHECK -> {
        names.add("kind");
        addAll(HealthCheckSettings.class, names);
      }
      case CERTIFICATE_ISSUER, CHALLENGE_RESPONDER -> addAll(AcmeConfig.class, names);
      case CERTIFICATE_STORE -> names.add("kind");
      // The section is the plugin's alone.
      case BALANCER -> {}
    }
    return names;
  }

  private static void addAll(Class<? extends Record> type, Set<String> names) {
    RecordType.of(type).keys().forEach(key -> names.addAll(key.spellings()));
  }

  private static String section(ExtensionKind kind) {
    return switch (kind) {
      case DISCOVERY -> "a discovery";
      case HEALTH_CHECK -> "a health check";
      case CERTIFICATE_ISSUER, CHALLENGE_RESPONDER -> "section acme";
      case CERTIFICATE_STORE -> "a store";
      case BALANCER -> "a balancer";
    };
  }
}
