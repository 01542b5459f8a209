package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.process.WeirProcess;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a weir with TLS does before it is ready, and that it counts nowhere. */
class WarmUpIT extends SystemTest {

  @Test
  void itShakesHandsWithItselfAndTellsNobody() throws Exception {
    PemFiles files = TestAuthority.write(folder, "web", TestAuthority.create().issue("web"));
    Path accessLog = folder.resolve("access.log");
    try (var backend = TestBackend.named("a");
        WeirProcess weir =
            start(
                Scraper.ON
                    + "logging.level = debug\naccess_log { enabled = true, output = \"%s\" }\n"
                        .formatted(accessLog)
                    + server(
                        "protocol = tls\ntls { cert_path = \"%s\", key_path = \"%s\" }\n"
                                .formatted(files.certificate(), files.key())
                            + staticList(backend)));
        Scraper scraper = Scraper.of(weir)) {
      // It was before the server listened, so what is counted now is all there was.
      assertThat(weir.out())
          .anyMatch(line -> line.matches(".*servers\\.web\\.tls: warmed up by [0-9]+ .*"));

      Exposition now = scraper.scrape();
      assertThat(now.value("weir_server_connections_total", "server", "web")).isZero();
      assertThat(now.value("weir_server_received_bytes_total", "server", "web")).isZero();
      assertThat(now.value("weir_server_connection_duration_seconds_count", "server", "web"))
          .isZero();
      assertThat(scraper.text()).doesNotContain("warm-up");
      assertThat(accessLog).isEmptyFile();
      assertThat(backend.accepted()).isZero();
    }
  }
}
