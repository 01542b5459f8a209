package io.weir.core;

import io.weir.core.acme.AcmeStartException;
import io.weir.core.config.BoundConfig;
import io.weir.core.config.ConfigBinder;
import io.weir.core.config.SectionException;
import io.weir.core.plugin.ExtensionException;
import io.weir.core.server.ServerStartException;
import io.weir.core.server.ServersStartException;
import java.util.List;

/** Says why servers of a sound configuration could not be started. */
final class StartFailure {
  private StartFailure() {}

  /** A line for each server, with file and line if it is about a value. */
  static List<String> lines(BoundConfig config, RuntimeException e) {
    return e instanceof ServersStartException several
        ? several.failures().stream().map(failure -> line(config, failure)).toList()
        : List.of(line(config, e));
  }

  /** In one line, with file and line if it is about a value. */
  static String line(BoundConfig config, RuntimeException e) {
    return switch (e) {
      case SectionException section -> ConfigBinder.problem(config.tree(), section).toString();
      case AcmeStartException acme -> config.problem(acme.path(), acme.reason()).toString();
      case ServerStartException server when !server.path().isEmpty() ->
          config.problem(server.path(), server.reason()).toString();
      case ServerStartException server -> server.reason();
      case ExtensionException extension -> String.valueOf(extension.getMessage());
      default -> "cannot start: " + e;
    };
  }
}
