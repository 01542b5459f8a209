package io.weir.api.snippets;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.config.Doc;
import io.weir.api.config.HostPort;
import io.weir.api.config.HttpUrl;
import io.weir.api.discovery.Discovery;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.api.discovery.PassedOver;
import io.weir.api.discovery.PassedOverLog;
import io.weir.api.text.BoundedLines;
import io.weir.api.text.Excerpt;
import io.weir.api.web.WebAccess;
import io.weir.api.web.WebAnswer;
import io.weir.api.web.WebService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

// @start region="discovery"
/** Finds the backends that a web server lists, {@code host:port} on a line each. */
final class LinesDiscovery implements Discovery {
  private static final int LONGEST_LINE = 300;
  private static final int MOST_BACKENDS = 10_000;

  private final WebService service;
  private final PassedOverLog log;

  private LinesDiscovery(WebService service, PassedOverLog log) {
    this.service = service;
    this.log = log;
  }

  /** Is selected by {@code discovery { kind = lines, lines_url = "..." }}. */
  static final class Factory implements DiscoveryFactory<Config> {
    @Override
    public String kind() {
      return "lines";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Discovery create(Config config, PluginContext context) {
      return new LinesDiscovery(
          WebService.at(config.linesUrl(), context)
              .access(config.linesAccess(), "lines_access")
              .build(),
          new PassedOverLog("lines", "discovery passes over lines", context));
    }
  }

  record Config(
      @Doc("Where the list is.") HttpUrl linesUrl,
      @Doc("How one is let in there.") WebAccess linesAccess) {}

  @Override
  // @start region="web"
  public List<Backend> fetch() throws IOException, InterruptedException {
    List<Backend> backends = new ArrayList<>();
    PassedOver passedOver = PassedOver.NONE;
    try (WebAnswer answer = service.get("").ok()) {
      BoundedLines lines = new BoundedLines(answer.body(), LONGEST_LINE);
      for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
        String text = new String(line.get(), StandardCharsets.UTF_8).strip();
        try {
          HostPort address = HostPort.parse(text);
          backends.add(Backend.of(address.host(), address.port()));
        } catch (IllegalArgumentException e) {
          passedOver =
              passedOver.and(text, () -> Excerpt.of(text) + " (expected: " + e.getMessage() + ")");
        }
        if (backends.size() > MOST_BACKENDS) {
          throw new IOException("more than " + MOST_BACKENDS + " lines");
        }
      }
    }
    log.report(passedOver);
    return backends;
  }

  // @end
  @Override
  public void close() {
    service.close();
  }
}
// @end
