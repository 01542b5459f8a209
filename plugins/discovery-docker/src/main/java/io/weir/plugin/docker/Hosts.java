package io.weir.plugin.docker;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.config.HostPort;
import io.weir.api.text.Excerpt;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Where the containers' ports are reached. An environment lasts as long as its container, so each
 * is asked for once; what was learned stays if the time is up, so that the next look-up has less to
 * ask for.
 */
final class Hosts {
  private final DockerEngine engine;
  private final String variable;
  private final PluginContext context;
  private final Map<String, Optional<String>> known = new ConcurrentHashMap<>();

  /**
   * For one engine.
   *
   * @param variable the name of the variable that holds a host; empty means none is looked for
   */
  Hosts(DockerEngine engine, String variable, PluginContext context) {
    this.engine = engine;
    this.variable = variable;
    this.context = context;
  }

  /** A container's backends, as they are reached; none if its variable holds no host. */
  List<Backend> reached(Container container, Duration limit)
      throws IOException, InterruptedException {
    Optional<String> told = told(container.id(), limit);
    if (told.isPresent() && !isHost(told.get())) {
      return List.of();
    }
    return container.published().stream()
        .map(backend -> at(told.orElseGet(() -> host(backend.address().host())), backend))
        .toList();
  }

  private static Backend at(String host, Backend backend) {
    return Backend.of(host, backend.address().port()).withSni(backend.sni());
  }

  private String host(String ip) {
    return ip.equals("0.0.0.0") || ip.equals("::") ? engine.address().host() : ip;
  }

  private Optional<String> told(String id, Duration limit)
      throws IOException, InterruptedException {
    if (variable.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> before = known.get(id);
    if (before != null) {
      return before;
    }
    Optional<String> value = engine.variable(id, variable, limit);
    if (known.put(id, value) == null) {
      value.filter(host -> !isHost(host)).ifPresent(host -> complain(id, host));
    }
    return value;
  }

  private static boolean isHost(String text) {
    try {
      return !new HostPort(text, 0).host().isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private void complain(String id, String value) {
    context
        .logger()
        .atWarn()
        .addKeyValue("server", context.owner())
        .addKeyValue("container", id)
        .addKeyValue(variable, Excerpt.of(value))
        .log("a container whose variable holds no host is passed over");
  }

  /** Forgets all containers but these. */
  void keep(List<Container> containers) {
    if (!known.isEmpty()) {
      Set<String> ids = containers.stream().map(Container::id).collect(Collectors.toSet());
      known.keySet().retainAll(ids);
    }
  }
}
