package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.testkit.acme.Pebble;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.peer.NameServer;
import io.weir.testkit.process.WeirProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Certificates for a wildcard and the name above it, by records in the DNS: BIND takes them, Let's
 * Encrypt's own test server looks there. The two names have orders of their own, which want
 * different values of the same record, at the same time.
 */
@Tag("peer")
class DnsChallengeIT extends SystemTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String NAME = "example.test";
  private static final String RECORD = "_acme-challenge." + NAME;

  /**
   * Told where it notes what it was asked for, and whom to tell, before what weir tells it. Where
   * there is a file {@code calls.hold} the record is there, and it does not say so.
   */
  private static final String HOOK =
      """
      #!/bin/sh
      echo "$3 $4 $5" >> "$1"
      case $3 in
        present) change="add $4 60 TXT \\"$5\\"" ;;
        cleanup) change="delete $4 TXT \\"$5\\"" ;;
        *) echo "no action $3" >&2; exit 2 ;;
      esac
      printf 'server %s\\nupdate %s\\nsend\\n' "$2" "$change" | nsupdate -y hmac-sha256:KEY || exit
      if [ "$3" = present ] && [ -e "$1.hold" ]; then
        echo "held" >> "$1"
        exec sleep 600
      fi
      """
          .replace("KEY", NameServer.KEY_NAME + ":" + NameServer.KEY);

  private final TestBackend backend = TestBackend.named("a");
  private NameServer names;
  private Pebble pebble;

  @BeforeEach
  void startPeers() throws Exception {
    assumeTrue(Pebble.missing().isEmpty(), () -> Pebble.missing().orElseThrow());
    assumeTrue(NameServer.program().isPresent(), "named is not installed (Debian package bind9)");
    names =
        NameServer.start(
            NameServer.program().orElseThrow(),
            Files.createDirectory(folder.resolve("named")),
            Map.of(NAME, "@ IN A 127.0.0.1"));
    pebble =
        Pebble.in(Files.createDirectory(folder.resolve("pebble")))
            .dnsServer(names.address())
            .nonceReject(20)
            .start();
  }

  @AfterEach
  void stop() {
    if (names != null) {
      names.close();
    }
    if (pebble != null) {
      pebble.close();
    }
    backend.close();
  }

  private WeirProcess startWith(String dns) throws Exception {
    return start(
        """
        acme {
          challenge = dns
          dns { %s }
          directory_url = "%s"
          root_ca_path = "%s"
          store.path = "%s"
        }
        """
                .formatted(dns, pebble.directoryUrl(), pebble.trust(), folder.resolve("store"))
            + server(
                """
                protocol = tls
                tls.acme_hosts = ["*.example.test", "example.test"]
                """
                    + staticList(backend)));
  }

  /** Each order has a certificate for its own name alone, which says which of them is shown. */
  private void awaitBoth(WeirProcess weir) throws Exception {
    Path root = write("pebble-root.pem", pebble.root());
    for (String name : List.of("www." + NAME, NAME)) {
      await()
          .atMost(PATIENCE)
          .until(() -> OpenSsl.isTrusted(OpenSsl.shakeHands(weir.port("web"), root, name)));
    }
    assertThat(OpenSsl.shakeHands(weir.port("web"), root, "www.www." + NAME))
        .as("a wildcard is for one label")
        .doesNotMatch(OpenSsl::isTrusted);
  }

  @Test
  void byDynamicUpdates() throws Exception {
    String tsig =
        "server = \"%s\", tsig { name = \"%s\", secret = \"%s\" }"
            .formatted(names.address(), NameServer.KEY_NAME, NameServer.KEY);
    try (WeirProcess weir = startWith(tsig)) {
      awaitBoth(weir);

      assertThat(noted("adding an RR at '" + RECORD + "' TXT")).hasSize(2);
      assertThat(noted("deleting an RR at " + RECORD + " TXT")).hasSize(2);
      assertThat(weir.err()).noneMatch(line -> line.contains(NameServer.KEY));
    }
  }

  private List<String> noted(String change) {
    return names.log().lines().filter(line -> line.contains(change)).toList();
  }

  private WeirProcess startWithProgram(Path calls) throws Exception {
    Programs.assumeInstalled("nsupdate", "bind9-dnsutils");
    return startWith(
        "exec = [\"/bin/sh\", \"%s\", \"%s\", \"%s\"]"
            .formatted(write("hook.sh", HOOK), calls, names.address().replace(':', ' ')));
  }

  @Test
  void byAProgram() throws Exception {
    Path calls = folder.resolve("calls");
    try (WeirProcess weir = startWithProgram(calls)) {
      awaitBoth(weir);

      assertThat(values(calls, "present")).hasSize(2).doesNotHaveDuplicates();
      assertThatAllIsTakenBack(calls);
    }
  }

  @Test
  void whatIsStoppedInTheMiddleOfAnOrderTakesItsRecordsBack() throws Exception {
    Path calls = write("calls", "");
    write("calls.hold", "");
    try (WeirProcess weir = startWithProgram(calls)) {
      await()
          .atMost(PATIENCE)
          .until(() -> Collections.frequency(Files.readAllLines(calls), "held") == 2);

      assertThat(weir.stop().exitCode()).isZero();
    }
    assertThatAllIsTakenBack(calls);
  }

  private void assertThatAllIsTakenBack(Path calls) throws IOException {
    assertThat(values(calls, "cleanup"))
        .containsExactlyInAnyOrderElementsOf(values(calls, "present"));
    assertThat(noted("deleting an RR at " + RECORD + " TXT")).hasSize(2);
  }

  /** The values it was told of for the record. */
  private static List<String> values(Path calls, String action) throws IOException {
    String prefix = action + " " + RECORD + " ";
    return Files.readAllLines(calls).stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .toList();
  }
}
