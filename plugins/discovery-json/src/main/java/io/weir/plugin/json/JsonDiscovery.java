package io.weir.plugin.json;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.discovery.Discovery;
import io.weir.api.discovery.WebDocument;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The backends in a JSON array that a web server gives out. */
final class JsonDiscovery implements Discovery {
  private final WebDocument source;
  private final Rows rows;

  JsonDiscovery(JsonConfig config, PluginContext context) {
    source = new WebDocument(config.jsonEndpoint(), "application/json", context.executor());
    rows = new Rows(new Row(config), context);
  }

  @Override
  public List<Backend> fetch() throws IOException, InterruptedException {
    try (InputStream json = source.open()) {
      return rows.read(json);
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
