package io.weir.app.api;

import io.weir.app.http.HttpAnswer;
import io.weir.app.http.HttpCall;
import io.weir.app.http.HttpProblem;
import io.weir.core.Weir;
import io.weir.core.config.ConfigFormat;
import io.weir.core.config.ConfigWriter;
import io.weir.core.config.GoDuration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What concerns the process as a whole. */
final class ProcessRoutes {
  private final Weir weir;
  private final AboutProcess about;
  private final Readiness readiness;

  ProcessRoutes(Weir weir, AboutProcess about) {
    this.weir = weir;
    this.about = about;
    this.readiness = new Readiness(weir, about);
  }

  HttpAnswer ping(HttpCall call) {
    return HttpAnswer.of(200, HttpAnswer.TEXT, "OK");
  }

  HttpAnswer live(HttpCall call) {
    return Json.answer(200, Map.of("status", "live"));
  }

  HttpAnswer ready(HttpCall call) {
    Readiness.State state = readiness.now();
    return Json.answer(state == Readiness.State.READY ? 200 : 503, Map.of("status", state.word()));
  }

  HttpAnswer description(HttpCall call) throws IOException {
    try (InputStream in = ProcessRoutes.class.getResourceAsStream("openapi.json")) {
      return HttpAnswer.of(
          200,
          HttpAnswer.JSON,
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  HttpAnswer about(HttpCall call) {
    Instant now = about.clock().instant();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("pid", ProcessHandle.current().pid());
    answer.put("time", rfc3339(now));
    answer.put("startTime", rfc3339(about.started()));
    answer.put("uptime", GoDuration.format(Duration.between(about.started(), now)));
    answer.put("version", about.version());
    answer.put("configuration", about.configuration());
    return Json.answer(200, answer);
  }

  HttpAnswer dump(HttpCall call) {
    ConfigFormat format = format(call);
    String text = ConfigWriter.render(Secrets.writer(call).tree(weir.config()), format);
    return HttpAnswer.of(
        200, format == ConfigFormat.JSON ? HttpAnswer.JSON : HttpAnswer.TEXT, text);
  }

  private static ConfigFormat format(HttpCall call) {
    String format = call.query("format");
    return switch (format) {
      case null -> ConfigFormat.TOML;
      case "toml" -> ConfigFormat.TOML;
      case "json" -> ConfigFormat.JSON;
      case "hocon" -> ConfigFormat.HOCON;
      default ->
          throw HttpProblem.badRequest("query parameter format (expected: toml, json or hocon)");
    };
  }

  private static String rfc3339(Instant time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(ZoneId.systemDefault()));
  }
}
