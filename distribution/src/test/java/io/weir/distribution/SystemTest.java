package io.weir.distribution;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestClient;
import io.weir.testkit.process.WeirCommandLine;
import io.weir.testkit.process.WeirHome;
import io.weir.testkit.process.WeirProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the unpacked tarball share: a folder of their own, and weirs started in it. */
@Timeout(120)
abstract class SystemTest {
  static final WeirHome HOME = WeirHome.fromBuild();

  @TempDir Path folder;

  /** Starts a weir of one server on a port that the system chooses; returns when it serves. */
  WeirProcess startServer(String keys) throws Exception {
    return start(server(keys));
  }

  /** Starts a weir; returns when it serves. */
  WeirProcess start(String hocon) throws Exception {
    return start(HOME, hocon);
  }

  /** Starts a weir from another tarball than the one that was built; returns when it serves. */
  WeirProcess start(WeirHome home, String hocon) throws Exception {
    return ready(command(home, "-c", write("weir.conf", hocon).toString()));
  }

  /** Starts one by a command line; returns when it serves, and leaves none behind that does not. */
  static WeirProcess ready(WeirCommandLine line) throws Exception {
    WeirProcess weir = line.start();
    try {
      return weir.awaitReady();
    } catch (AssertionError e) {
      weir.close();
      throw e;
    }
  }

  /** A command line that is run in the test's folder. */
  WeirCommandLine command(WeirHome home, String... arguments) {
    return WeirCommandLine.of(home, arguments)
        .in(folder)
        .withVariable("XDG_STATE_HOME", folder.resolve("state").toString())
        .withVariable("STATE_DIRECTORY", folder.resolve("state").toString());
  }

  /** A command line of the tarball that was built. */
  WeirCommandLine command(String... arguments) {
    return command(HOME, arguments);
  }

  Path write(String file, String content) throws IOException {
    return Files.writeString(folder.resolve(file), content);
  }

  /**
   * A file that another process may read at any time: the new content is there at once or not at
   * all.
   */
  Path replace(String file, String content) throws IOException {
    Path next = Files.writeString(folder.resolve(file + ".next"), content);
    return Files.move(
        next,
        folder.resolve(file),
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  /** A configuration of one server, {@code web}. */
  static String server(String keys) {
    return "servers.web {\n  bind = \"127.0.0.1:0\"\n" + keys + "\n}\n";
  }

  /** A static discovery of backends, with what comes after the address of each. */
  static String staticList(TestBackend... backends) {
    return staticLines(Arrays.stream(backends).map(TestBackend::address).toArray(String[]::new));
  }

  static String staticLines(String... lines) {
    return "discovery { kind = static, static_list = ["
        + Arrays.stream(lines).map(line -> '"' + line + '"').collect(Collectors.joining(", "))
        + "] }";
  }

  /** How often each backend was reached by connections made one after the other. */
  static Map<String, Integer> reached(int port, int connections) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < connections; i++) {
      counts.merge(TestClient.nameOfBackend(port), 1, Integer::sum);
    }
    return counts;
  }
}
