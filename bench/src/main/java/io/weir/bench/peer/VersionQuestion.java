package io.weir.bench.peer;

import io.weir.bench.BenchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks programs for their version. */
public final class VersionQuestion {
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+[^\\s/]*");

  private VersionQuestion() {}

  /** The version that the program names, or "unknown". */
  public static String ask(Peer peer) throws InterruptedException {
    var command = new ArrayList<>(List.of(peer.program().toString()));
    command.addAll(peer.definition().version());
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      // Some begin with the path they were called by.
      return pick(said.replace(peer.program().toString(), ""));
    } catch (IOException e) {
      throw new BenchException(peer.name() + " cannot be asked for its version.", e);
    }
  }

  static String pick(String said) {
    Matcher matcher = VERSION.matcher(said);
    return matcher.find() ? matcher.group() : "unknown";
  }
}
