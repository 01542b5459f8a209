package io.weir.api.snippets;

import io.weir.api.PluginContext;
import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.health.CheckSocket;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthCheckFactory;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import io.weir.api.text.BoundedLines;
import io.weir.api.text.Excerpt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

// @start region="check"
/** A backend works if the first line that it sends begins as it should. */
final class GreetingCheck implements HealthCheck {
  private static final int LONGEST_LINE = 500;

  private final String greeting;

  private GreetingCheck(String greeting) {
    this.greeting = greeting;
  }

  /** Is selected by {@code healthcheck { kind = greeting }}. */
  static final class Factory implements HealthCheckFactory<Config> {
    @Override
    public String kind() {
      return "greeting";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public boolean supports(String protocol) {
      return !protocol.equals("udp");
    }

    @Override
    public HealthCheck create(Config config, PluginContext context) {
      return new GreetingCheck(config.greeting());
    }
  }

  record Config(@Doc("What the first line begins with.") @Default("220 ") String greeting) {}

  @Override
  public HealthResult check(HealthTarget target) throws IOException {
    try (CheckSocket socket = CheckSocket.connect(target, LONGEST_LINE)) {
      Optional<byte[]> line = new BoundedLines(socket.getInputStream(), LONGEST_LINE).next();
      if (line.isEmpty()) {
        return HealthResult.unhealthy("it closed without a greeting");
      }
      String text = new String(line.get(), StandardCharsets.US_ASCII);
      return text.startsWith(greeting)
          ? HealthResult.healthy()
          : HealthResult.unhealthy("it greets with " + Excerpt.of(text));
    }
  }
}
// @end
