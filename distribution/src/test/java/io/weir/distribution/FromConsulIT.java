package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.peer.ConsulAgent;
import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirCommandLine;
import io.weir.testkit.process.WeirProcess;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start from a configuration in a real Consul agent. */
@Tag("peer")
class FromConsulIT extends SystemTest {
  private static @Nullable ConsulAgent agent;

  private final TestBackend backend = TestBackend.named("a");

  @BeforeAll
  static void startConsul(@TempDir Path folder) throws Exception {
    agent = ConsulAgent.startOrSkip(folder);
  }

  @AfterAll
  static void stopConsul() {
    if (agent != null) {
      agent.close();
    }
  }

  @AfterEach
  void stopBackend() {
    backend.close();
  }

  @Test
  void startsWithATokenFromOptionFileOrEnvironment() throws Exception {
    consul().put("weir/main.conf", server(staticList(backend)));
    Path file = write("token", ConsulAgent.TOKEN + "\n");

    String at = consul().address();
    startsAndStops(fromConsul(at, "-k", "weir/main.conf", "--token", ConsulAgent.TOKEN));
    startsAndStops(fromConsul(at, "-k", "weir/main.conf", "--token-file", file.toString()));
    startsAndStops(
        fromConsul(at, "-k", "weir/main.conf")
            .withVariable("CONSUL_HTTP_TOKEN", ConsulAgent.TOKEN));
    startsAndStops(
        fromConsul(at, "-k", "weir/main.conf")
            .withVariable("CONSUL_HTTP_TOKEN_FILE", file.toString()));
  }

  @Test
  void startsOverTlsFromTheKeyThatGobetweenUses() throws Exception {
    consul().put("gobetween", server(staticList(backend)));

    startsAndStops(
        fromConsul(
                consul().tlsAddress(),
                "-s",
                "https",
                "-f",
                "hocon",
                "--ca",
                consul().authority().toString())
            .withVariable("CONSUL_HTTP_TOKEN", ConsulAgent.TOKEN));
    Finished untrusted =
        fromConsul(consul().tlsAddress(), "-s", "https")
            .withVariable("CONSUL_HTTP_TOKEN", ConsulAgent.TOKEN)
            .run();
    assertThat(untrusted.exitCode()).isEqualTo(1);
  }

  @Test
  void whatCannotBeReadIsSaid() throws Exception {
    String at = consul().address();
    fails(fromConsul(at, "-k", "weir/nothing", "--token", ConsulAgent.TOKEN), "no such key");
    fails(fromConsul(at, "-k", "weir/main.conf"), "ACL token");
    fails(fromConsul(at, "--token-file", "missing"), "token cannot be read");
    assertThat(fromConsul("nonsense").run().exitCode()).isEqualTo(2);
    assertThat(fromConsul(at, "-s", "ftp").run().exitCode()).isEqualTo(2);
  }

  @Test
  void aWatchedKeyIsFollowedAndABadOneChangesNothing() throws Exception {
    consul().put("weir/watched.conf", server(staticList(backend)));
    try (TestBackend other = TestBackend.named("b");
        WeirProcess weir =
            fromConsul(consul().address(), "-k", "weir/watched.conf", "--watch")
                .withVariable("CONSUL_HTTP_TOKEN", ConsulAgent.TOKEN)
                .start()) {
      int port = weir.awaitReady().port("web");

      consul().put("weir/watched.conf", "servers.web.bnd = 1");
      weir.awaitLine(line -> line.contains("servers.web.bnd: unknown key"));
      assertThat(reached(port, 2)).containsOnlyKeys("a");

      consul().put("weir/watched.conf", server(staticList(other)));
      await().until(() -> reached(port, 1).containsKey("b"));
      assertThat(weir.stop().exitCode()).isZero();
    }
  }

  private static ConsulAgent consul() {
    ConsulAgent running = agent;
    if (running == null) {
      throw new AssertionError("there is no agent");
    }
    return running;
  }

  private WeirCommandLine fromConsul(String... arguments) {
    String[] words = new String[arguments.length + 1];
    words[0] = "from-consul";
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    return command(words);
  }

  private static void fails(WeirCommandLine line, String reason) throws Exception {
    Finished finished = line.run();
    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(finished.err()).singleElement().asString().contains(reason);
  }

  private static void startsAndStops(WeirCommandLine line) throws Exception {
    try (WeirProcess weir = line.start()) {
      assertThat(reached(weir.awaitReady().port("web"), 2)).containsOnlyKeys("a");
      assertThat(weir.stop().exitCode()).isZero();
    }
  }
}
