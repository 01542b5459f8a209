package io.weir.core;

import io.weir.core.config.SectionProblems;
import io.weir.core.config.ServerConfig;
import io.weir.core.config.ServerRule;
import io.weir.core.server.ProtocolModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** The protocols whose jars are on the class path, by name. */
final class Protocols implements ServerRule {
  private final Map<String, ProtocolModule> modules;

  private Protocols(Map<String, ProtocolModule> modules) {
    this.modules = modules;
  }

  /**
   * Finds them.
   *
   * @throws StartException if a jar is broken, or two have a protocol of one name
   */
  static Protocols installed() {
    Map<String, ProtocolModule> modules = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    try {
      for (ProtocolModule module : ServiceLoader.load(ProtocolModule.class)) {
        ProtocolModule twin = modules.putIfAbsent(module.protocolName(), module);
        if (twin != null) {
          problems.add(
              "%s and %s both provide protocol \"%s\". Remove one of their jars."
                  .formatted(
                      twin.getClass().getName(),
                      module.getClass().getName(),
                      module.protocolName()));
        }
      }
    } catch (ServiceConfigurationError e) {
      throw new StartException(List.of("a protocol's jar is broken: " + e.getMessage()), e);
    }
    if (!problems.isEmpty()) {
      throw new StartException(problems);
    }
    return new Protocols(modules);
  }

  Set<String> names() {
    return modules.keySet();
  }

  List<ProtocolModule> modules() {
    return List.copyOf(modules.values());
  }

  @Override
  public void check(String server, ServerConfig config, SectionProblems problems) {
    ProtocolModule module = modules.get(config.protocol());
    if (module != null) {
      module.check(config, problems);
    }
  }
}
