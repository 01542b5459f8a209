package com.example.guarded;

import io.weir.core.config.SectionProblems;
import io.weir.core.config.ServerConfig;
import io.weir.core.server.ProtocolModule;
import java.time.Duration;

/** Contributes protocol {@code guarded}: {@code tcp}, where nothing may be left open by mistake. */
public final class GuardedModule extends ProtocolModule {

  /** Called by {@link java.util.ServiceLoader}. */
  public GuardedModule() {
    super("guarded", GuardedProtocol.class);
  }

  /** Each problem is shown with file and line, by {@code weir check} and at the start. */
  @Override
  public void check(ServerConfig config, SectionProblems problems) {
    if (config.maxConnections().orElse(0) == 0) {
      problems.report("max_connections", "a limit with protocol guarded");
    }
    if (config.clientIdleTimeout().orElse(Duration.ZERO).isZero()) {
      problems.report("client_idle_timeout", "a limit with protocol guarded");
    }
    if (config.access().isEmpty()) {
      problems.report("access", "rules that say who is served, with protocol guarded");
    }
  }
}
