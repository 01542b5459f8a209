package io.weir.distribution.answers;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** gobetween's metrics after known traffic: names, types, labels and values. */
final class MetricQuestions extends Interview {
  private static final String METRICS = "127.45.0.250:24084";
  private static final String NAMESPACE = "gobetween_";

  /** A retry is served by weir and not by gobetween: its bytes come on top. */
  private static final String TRAFFIC = "server=traffic";

  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)\\})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  MetricQuestions() {
    super("metrics");
  }

  @Override
  String configuration() throws IOException {
    return super.configuration() + Records.text("known-traffic.toml");
  }

  @Override
  ObjectNode ask(AskedProgram program) throws Exception {
    try (KnownTraffic traffic = new KnownTraffic();
        HttpAsker metrics = new HttpAsker(program, METRICS)) {
      metrics.awaitPage("/metrics", page -> page.contains("gobetween_server_count"));
      traffic.run();
      metrics.awaitPage("/metrics", MetricQuestions::showsTheTraffic);
      return answers(metrics.page("/metrics"));
    }
  }

  private static boolean showsTheTraffic(String page) {
    ObjectNode answers = answers(page);
    return sum(answers, "gobetween_backend_live", TRAFFIC) >= 2
        && sum(answers, "gobetween_server_rx_total", TRAFFIC) == KnownTraffic.RECEIVED
        && sum(answers, "gobetween_backend_tx_bytes", TRAFFIC) == KnownTraffic.SENT
        && sum(answers, "gobetween_backend_refused_connections", "") == 2
        && sum(answers, "gobetween_server_active_connections", "") == 0;
  }

  private static double sum(ObjectNode answers, String metric, String servers) {
    return answers
        .path(metric)
        .path("series")
        .propertyStream()
        .filter(series -> series.getKey().contains(servers))
        .mapToDouble(series -> series.getValue().asDouble(0))
        .sum();
  }

  /** For each of gobetween's metrics its type, and its values by their labels. */
  private static ObjectNode answers(String page) {
    ObjectNode answers = JsonNodeFactory.instance.objectNode();
    for (String line : page.lines().filter(l -> l.contains(NAMESPACE)).sorted().toList()) {
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (type.matches()) {
        answers.withObjectProperty(type.group(1)).put("type", type.group(2));
      } else if (sample.matches()) {
        ObjectNode metric = answers.withObjectProperty(sample.group(1));
        boolean isBuild = sample.group(1).equals("gobetween_build_info");
        metric
            .withObjectProperty("series")
            .set(labels(sample.group(2), isBuild), value(sample.group(1), sample.group(3)));
      }
    }
    return answers;
  }

  /** In the order of their names; what is said of the build differs from version to version. */
  private static String labels(String labels, boolean withoutValues) {
    return LABEL
        .matcher(labels == null ? "" : labels)
        .results()
        .map(label -> label.group(1) + "=" + (withoutValues ? "…" : label.group(2)))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static JsonNode value(String metric, String value) {
    return metric.endsWith("_second")
        ? StringNode.valueOf("(a rate)")
        : DoubleNode.valueOf(Double.parseDouble(value));
  }
}
