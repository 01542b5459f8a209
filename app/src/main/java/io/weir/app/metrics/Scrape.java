package io.weir.app.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.weir.app.http.HttpAnswer;
import io.weir.app.http.HttpCall;
import io.weir.app.http.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * Answers a scrape: in Prometheus' text format or, to those who accept it, as OpenMetrics 1.0, and
 * compressed for those who can read that.
 */
final class Scrape implements HttpHandler {
  private static final Pattern GZIP_REFUSED = Pattern.compile("q=0(\\.0*)?");

  private final PrometheusRegistry registry;
  private final ExpositionFormats formats = ExpositionFormats.init();

  Scrape(PrometheusRegistry registry) {
    this.registry = registry;
  }

  @Override
  public HttpAnswer handle(HttpCall call) throws IOException {
    ExpositionFormatWriter writer = formats.findWriter(call.headers().get("accept"));
    boolean compressed = acceptsGzip(call.headers().getOrDefault("accept-encoding", ""));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 << 10);
    try (OutputStream out = compressed ? new GZIPOutputStream(bytes, 8 << 10) : bytes) {
      writer.write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
    }
    HttpAnswer answer =
        HttpAnswer.of(200, writer.getContentType(), bytes.toByteArray())
            .withHeader("Vary", "Accept, Accept-Encoding");
    return compressed ? answer.withHeader("Content-Encoding", "gzip") : answer;
  }

  private static boolean acceptsGzip(String header) {
    for (String coding : header.split(",", -1)) {
      String[] parts = coding.replace(" ", "").split(";", -1);
      if (parts[0].equalsIgnoreCase("gzip")) {
        return Arrays.stream(parts).noneMatch(part -> GZIP_REFUSED.matcher(part).matches());
      }
    }
    return false;
  }
}
