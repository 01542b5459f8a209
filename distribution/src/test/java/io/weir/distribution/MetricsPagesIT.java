package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.core.connection.CloseReason;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.process.WeirProcess;
import io.weir.testkit.tls.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page, the dashboard and the alert rules tell of the metrics that there are. */
class MetricsPagesIT extends SystemTest {
  private static final Path PAGE = Path.of("../docs/metrics.md");
  private static final Path DASHBOARD = Path.of("../docs/grafana/weir.json");
  private static final Path RULES = Path.of("../docs/prometheus/alerts.yml");
  private static final Path RULES_TEST = Path.of("../docs/prometheus/alerts_test.yml");

  /** A table that is written by the test: from its mark to the end of the table. */
  private static final Pattern TABLE =
      Pattern.compile("(<!-- metrics: ([a-z]+)_ -->\n)((?:\\|.*\n)*)");

  private static final Pattern METRIC = Pattern.compile("\\b(?:weir|process|jvm)_[a-z_]+\\b");

  /** Run with {@code -Dweir.docs.write=true} to write the tables anew. */
  @Test
  void everyMetricIsOnThePageWithTypeLabelsAndMeaning() throws Exception {
    Path certificates = Files.createDirectory(folder.resolve("certificates"));
    TestAuthority.write(certificates, "web", TestAuthority.create().issue("web.example"));
    try (var a = TestBackend.named("a");
        WeirProcess weir =
            start(
                Scraper.ON_AS_GOBETWEEN
                    + server(staticList(a))
                    + acmeThatNobodyAnswers()
                    + "servers.secure { bind = \"127.0.0.1:0\", protocol = tls\n"
                    + staticList(a)
                    + "\ntls { certificates_folder = \"%s\", acme_hosts = [a.example] } }\n"
                        .formatted(certificates));
        Scraper scraper = Scraper.of(weir)) {
      // Some figures of the JVM are there from its first collection of garbage on.
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() ->
              scraper.scrape().families().containsKey("jvm_memory_pool_allocated_bytes_total"));
      Exposition exposition = scraper.scrape();
      String page = Files.readString(PAGE);
      Set<String> prefixes = new TreeSet<>();
      String expected =
          TABLE
              .matcher(page)
              .replaceAll(table -> {
                prefixes.add(table.group(2));
                return Matcher.quoteReplacement(
                    table.group(1) + rows(exposition, table.group(2) + "_"));
              });
      if (Boolean.getBoolean("weir.docs.write")) {
        Files.writeString(PAGE, expected);
      }

      assertThat(PAGE).hasContent(expected);
      assertThat(exposition.families().keySet())
          .allMatch(name -> prefixes.contains(name.substring(0, name.indexOf('_'))));
    }
  }

  private String acmeThatNobodyAnswers() {
    return """
    acme { challenge = sni, directory_url = "https://127.0.0.1:1/", cache_dir = "%s" }
    """
        .formatted(folder.resolve("acme"));
  }

  private static String rows(Exposition exposition, String prefix) {
    return exposition.families().values().stream()
        .filter(family -> family.name().startsWith(prefix))
        .map(family ->
            "| `%s` | %s | %s | %s |\n"
                .formatted(
                    family.name(),
                    family.type(),
                    family.labels().stream()
                        .map(label -> "`" + label + "`")
                        .collect(Collectors.joining(", ")),
                    family.help()))
        .sorted()
        .collect(
            Collectors.joining(
                "", "| metric | type | labels | meaning |\n|---|---|---|---|\n", ""));
  }

  @Test
  void everyCloseReasonIsOnThePage() throws IOException {
    for (CloseReason reason : CloseReason.values()) {
      assertThat(PAGE).content().contains("\n| `" + reason.word() + "` | ");
    }
  }

  @Test
  void dashboardAsksForMetricsThatThereAre() throws IOException {
    JsonNode dashboard = JsonMapper.builder().build().readTree(Files.readString(DASHBOARD));
    List<String> queries =
        dashboard.findValues("expr").stream().map(JsonNode::stringValue).toList();

    assertThat(queries).hasSizeGreaterThan(15);
    assertThat(queries).allSatisfy(query -> assertThat(namesIn(query)).isNotEmpty());
    assertThat(documented()).containsAll(namesIn(Files.readString(DASHBOARD)));
  }

  @Test
  void rulesAskForMetricsThatThereAre() throws IOException {
    assertThat(documented()).containsAll(namesIn(Files.readString(RULES)));
    assertThat(namesIn(Files.readString(RULES))).isNotEmpty();
  }

  @Test
  @Tag("peer")
  void promtoolFindsNoFaultWithWeirsOwnNames() throws Exception {
    Promtool.assumeInstalled();
    try (var a = TestBackend.named("a");
        WeirProcess weir = start(Scraper.ON + server(staticList(a)));
        Scraper scraper = Scraper.of(weir)) {
      MetricsIT.greetAndSay(weir.port("web"), "hello");

      Promtool.accepts(write("metrics.txt", scraper.text()), "check", "metrics");
    }
  }

  @Test
  @Tag("peer")
  void rulesAlertWhenTheyShouldAndOnlyThen() throws Exception {
    Promtool.assumeInstalled();

    Promtool.accepts(RULES, "check", "rules", RULES.toString());
    Promtool.accepts(RULES_TEST, "test", "rules", RULES_TEST.toString());
    assertThat(tested()).isEqualTo(alerts());
  }

  private static Set<String> alerts() throws IOException {
    return matches(RULES, "- alert: (\\w+)");
  }

  private static Set<String> tested() throws IOException {
    return matches(RULES_TEST, "alertname: (\\w+)\\n\\s+exp_alerts:\\n\\s+- exp_labels:");
  }

  private static Set<String> matches(Path file, String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(file))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Names without what Prometheus adds to those of histograms and summaries. */
  private static Set<String> namesIn(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(match -> match.group().replaceFirst("_(bucket|sum|count)$", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> documented() throws IOException {
    return matches(PAGE, "(?m)^\\| `([a-z_]+)` \\|");
  }
}
