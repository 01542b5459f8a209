package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestHttpServer;
import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirCommandLine;
import io.weir.testkit.process.WeirProcess;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A start from a configuration on a web server. */
class FromUrlIT extends SystemTest {
  private final TestBackend backend = TestBackend.named("a");
  private final TestHttpServer web = new TestHttpServer("");

  @AfterEach
  void stop() {
    web.close();
    backend.close();
  }

  @Test
  void startsByOptionContentTypeEndingOrAsToml() throws Exception {
    String hocon = server(staticList(backend));
    String toml =
        "[servers.web]\nbind = \"127.0.0.1:0\"\n[servers.web.discovery]\nkind = \"static\"\n"
            + "static_list = [\""
            + backend.address()
            + "\"]\n";

    web.answer(200, hocon);
    startsAndStops(command("from-url", web.url() + "x", "-f", "hocon"));
    startsAndStops(command("-f", "hocon", "from-url", web.url() + "x"));
    startsAndStops(command("from-url", web.url() + "weir.conf"));
    web.answer(200, hocon, Map.of("Content-Type", "application/hocon"));
    startsAndStops(command("from-url", web.url() + "x"));
    web.answer(200, toml);
    startsAndStops(command("from-url", web.url() + "x"));
  }

  @Test
  void variablesAreReplacedWhenAskedFor() throws Exception {
    web.answer(
        200,
        "[servers.web]\nbind = \"${BIND}\"\n[servers.web.discovery]\nkind = \"static\"\n"
            + "static_list = [\""
            + backend.address()
            + "\"]\n");

    startsAndStops(command("from-url", "-e", web.url()).withVariable("BIND", "127.0.0.1:0"));
  }

  @Test
  void whatCannotStartIsOneLineThatNamesTheAddress() throws Exception {
    web.answer(404, "not here");
    fails(command("from-url", web.url() + "weir.conf").run(), "HTTP status 404");
    web.answer(200, "servers.web.bnd = 1");
    fails(command("from-url", web.url() + "weir.conf").run(), web.url() + "weir.conf:1  servers");
    web.close();
    fails(command("from-url", web.url()).run(), "cannot be connected to");
    fails(command("from-url", web.url(), "--ca", "missing.pem").run(), "TLS");

    assertThat(command("from-url").run().exitCode()).isEqualTo(2);
    assertThat(command("from-url", "ftp://127.0.0.1/x").run().exitCode()).isEqualTo(2);
  }

  @Test
  void aWatchedPageIsFollowedAndABadOneChangesNothing() throws Exception {
    String bind = "servers.web.bind = \"127.0.0.1:0\"\n";
    try (TestBackend other = TestBackend.named("b")) {
      web.answer(200, server(staticList(backend)), Map.of("ETag", "\"1\""));
      try (WeirProcess weir =
          command("from-url", web.url() + "w.conf", "--watch", "--interval", "100ms").start()) {
        int port = weir.awaitReady().port("web");

        web.answer(200, bind + "servers.web.bnd = 1", Map.of("ETag", "\"2\""));
        weir.awaitLine(line -> line.contains("servers.web.bnd: unknown key"));
        int asked = web.requests();
        await().until(() -> web.requests() > asked + 3);
        assertThat(reached(port, 2)).containsOnlyKeys("a");

        web.answer(200, server(staticList(other)), Map.of("ETag", "\"3\""));
        await().until(() -> reached(port, 1).containsKey("b"));
        assertThat(weir.out()).filteredOn(line -> line.contains("unknown key")).hasSize(1);

        web.answer(503, "");
        weir.awaitLine(line -> line.contains("HTTP status 503"));
        assertThat(reached(port, 1)).containsOnlyKeys("b");
        assertThat(weir.stop().exitCode()).isZero();
      }
    }
  }

  private static void fails(Finished finished, String reason) {
    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(finished.err()).anyMatch(line -> line.startsWith("weir: ") && line.contains(reason));
    assertThat(finished.err()).noneMatch(line -> line.startsWith("\tat "));
  }

  private static void startsAndStops(WeirCommandLine line) throws Exception {
    try (WeirProcess weir = line.start()) {
      assertThat(reached(weir.awaitReady().port("web"), 2)).containsOnlyKeys("a");
      assertThat(weir.stop().exitCode()).isZero();
    }
  }
}
