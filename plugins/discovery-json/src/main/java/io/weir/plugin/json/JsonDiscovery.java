package io.weir.plugin.json;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.discovery.Discovery;
import io.weir.api.web.WebAccess;
import io.weir.api.web.WebAnswer;
import io.weir.api.web.WebService;
import io.weir.plugin.rows.JsonRows;
import java.io.IOException;
import java.util.List;

/** The backends in a JSON array that a web server gives out. */
final class JsonDiscovery implements Discovery {
  private static final long LONGEST = 64L << 20;

  private final WebService source;
  private final JsonRows<Backend> rows;

  JsonDiscovery(JsonConfig config, PluginContext context) {
    source =
        WebService.at(config.jsonEndpoint(), context)
            .header("Accept", "application/json")
            .access(config.jsonAccess().orElse(WebAccess.OPEN), "json_access")
            .build();
    rows = new JsonRows<>(new Row(config), "backends", LONGEST, context);
  }

  @Override
  public List<Backend> fetch() throws IOException, InterruptedException {
    try (WebAnswer answer = source.get("").ok()) {
      return rows.read(answer.body());
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
