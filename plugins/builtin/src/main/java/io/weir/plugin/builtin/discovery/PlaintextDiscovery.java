package io.weir.plugin.builtin.discovery;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.discovery.Discovery;
import io.weir.api.discovery.WebDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The backends in a text that a web server gives out. */
public final class PlaintextDiscovery implements Discovery {
  private static final int LIMIT = 16 << 20;

  private final WebDocument source;
  private final BackendLines lines;

  /** A discovery as configured. */
  public PlaintextDiscovery(PlaintextConfig config, PluginContext context) {
    source = new WebDocument(config.plaintextEndpoint(), "text/plain, */*", context.executor());
    lines = new BackendLines(config.plaintextRegexPattern()::read, context);
  }

  @Override
  public List<Backend> fetch() throws IOException, InterruptedException {
    return lines.read(new String(source.bytes(LIMIT), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    source.close();
  }
}
