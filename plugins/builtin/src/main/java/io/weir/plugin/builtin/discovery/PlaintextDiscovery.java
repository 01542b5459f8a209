package io.weir.plugin.builtin.discovery;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.discovery.Discovery;
import java.io.IOException;
import java.util.List;

/** The backends in a text that a web server gives out. */
public final class PlaintextDiscovery implements Discovery {
  private final WebText source;
  private final BackendLines lines;

  /** A discovery as configured. */
  public PlaintextDiscovery(PlaintextConfig config, PluginContext context) {
    source = new WebText(config.plaintextEndpoint(), context.executor());
    lines = new BackendLines(config.plaintextRegexPattern()::read, context);
  }

  @Override
  public List<Backend> fetch() throws IOException, InterruptedException {
    return lines.read(source.get());
  }

  @Override
  public void close() {
    source.close();
  }
}
