package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.process.WeirProcess;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What testssl.sh finds wrong with each profile: just what the page says. */
@Tag("peer")
@Timeout(900)
class TestSslIT extends SystemTest {
  private static final Path PAGE = Path.of("../docs/tls.md");
  private static final List<String> PROFILES = List.of("modern", "intermediate", "old");
  private static final Set<String> OF_NO_WEIGHT = Set.of("OK", "INFO", "DEBUG");

  /** Findings about the OpenSSL that testssl.sh itself runs. */
  private static final Set<String> OF_ITS_OWN = Set.of("engine_problem", "scanTime");

  /** A table that is written by the test: from its mark to its end. */
  private static final Pattern TABLE = Pattern.compile("(<!-- testssl -->\n)((?:\\|.*\n)*)");

  /** Run with {@code -Dweir.docs.write=true} to write the table anew. */
  @Test
  void findingsAreThoseOnThePage() throws Exception {
    Programs.assumeInstalled("testssl", "testssl.sh");
    PemFiles files = TestAuthority.write(folder, "web", TestAuthority.create().issueRsa("web"));
    StringBuilder rows = new StringBuilder("| profile | finding | severity | what it says |\n");
    rows.append("|---|---|---|---|\n");
    try (var backend = TestBackend.named("a");
        WeirProcess weir = start(servers(files, staticList(backend)))) {
      // It waits most of the time: three at once take as long as one.
      Map<String, Process> running = new LinkedHashMap<>();
      for (String profile : PROFILES) {
        running.put(profile, testSsl(profile, weir.port(profile)));
      }
      for (Map.Entry<String, Process> one : running.entrySet()) {
        assertThat(one.getValue().waitFor(5, TimeUnit.MINUTES)).as(one.getKey()).isTrue();
        rows.append(rows(one.getKey()));
      }
    }
    String page = Files.readString(PAGE);
    Matcher table = TABLE.matcher(page);
    assertThat(table.find()).isTrue();
    String expected = table.replaceAll(Matcher.quoteReplacement(table.group(1) + rows));
    if (Boolean.getBoolean("weir.docs.write")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(PAGE).hasContent(expected);
  }

  /** A server for each profile, of its name. */
  private static String servers(PemFiles files, String discovery) {
    return PROFILES.stream()
        .map(profile ->
            """
            servers.%1$s {
              bind = "127.0.0.1:0"
              protocol = tls
              tls { cert_path = "%2$s", key_path = "%3$s", profile = %1$s }
              %4$s
            }
            """
                .formatted(profile, files.certificate(), files.key(), discovery))
        .collect(Collectors.joining());
  }

  private Path report(String profile) {
    return folder.resolve(profile + ".json");
  }

  /** Protocols, kinds of ciphers, forward secrecy, server's preference, and known attacks. */
  private Process testSsl(String profile, int port) throws IOException {
    return new ProcessBuilder(
            "testssl",
            "--color",
            "0",
            "--quiet",
            "--warnings",
            "batch",
            "--nodns",
            "none",
            "--jsonfile",
            report(profile).toString(),
            "--protocols",
            "--std",
            "--fs",
            "--server-preference",
            "--vulnerable",
            "127.0.0.1:" + port)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(profile + ".txt").toFile())
        .start();
  }

  private String rows(String profile) throws IOException {
    Path report = report(profile);
    StringBuilder rows = new StringBuilder();
    int seen = 0;
    for (JsonNode finding : new JsonMapper().readTree(Files.readString(report))) {
      seen++;
      String severity = finding.get("severity").stringValue();
      String id = finding.get("id").stringValue();
      if (!OF_NO_WEIGHT.contains(severity) && !OF_ITS_OWN.contains(id)) {
        rows.append(
            "| `%s` | `%s` | %s | %s |\n"
                .formatted(
                    profile,
                    id,
                    severity.toLowerCase(Locale.ROOT),
                    finding.get("finding").stringValue().replace("|", "\\|")));
      }
    }
    assertThat(seen).as("%s", report).isGreaterThan(30);
    return rows.isEmpty() ? "| `%s` | none | | |\n".formatted(profile) : rows.toString();
  }
}
