package io.weir.plugin.builtin.discovery;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.discovery.Discovery;
import io.weir.api.web.WebAccess;
import io.weir.api.web.WebAnswer;
import io.weir.api.web.WebService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The backends in a text that a web server gives out. */
public final class PlaintextDiscovery implements Discovery {
  private static final int LIMIT = 16 << 20;

  private final WebService source;
  private final BackendLines lines;

  /** A discovery as configured. */
  public PlaintextDiscovery(PlaintextConfig config, PluginContext context) {
    source =
        WebService.at(config.plaintextEndpoint(), context)
            .header("Accept", "text/plain, */*")
            .access(config.plaintextAccess().orElse(WebAccess.OPEN), "plaintext_access")
            .build();
    lines = new BackendLines(config.plaintextRegexPattern()::read, context);
  }

  @Override
  public List<Backend> fetch() throws IOException, InterruptedException {
    try (WebAnswer answer = source.get("").ok()) {
      return lines.read(new String(answer.bytes(LIMIT), StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
