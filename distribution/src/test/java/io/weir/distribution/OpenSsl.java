package io.weir.distribution;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Handshakes by {@code openssl s_client}, an engine that is not weir's. */
final class OpenSsl {
  private static final Pattern AGREED = Pattern.compile("New, (\\S+), Cipher is (\\S+)");

  private OpenSsl() {}

  /**
   * Shakes hands and ends.
   *
   * @param authority whom to trust
   * @param name the server name to send
   * @param options more options, e.g. {@code "-tls1_2"}
   * @return all that it printed
   */
  static String shakeHands(int port, Path authority, String name, String... options)
      throws IOException, InterruptedException {
    Process process = start(port, authority, name, options);
    process.getOutputStream().close();
    return rest(process);
  }

  /**
   * Shakes hands, and ends when something has happened.
   *
   * @param happened whether it has
   * @return all that it printed
   */
  static String shakeHandsUntil(
      Callable<Boolean> happened, int port, Path authority, String name, String... options)
      throws IOException, InterruptedException {
    Process process = start(port, authority, name, options);
    try {
      await().until(happened);
    } finally {
      process.getOutputStream().close();
    }
    return rest(process);
  }

  private static Process start(int port, Path authority, String name, String... options)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + port,
                "-servername",
                name,
                "-verify_hostname",
                name,
                "-CAfile",
                authority.toString()));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String rest(Process process) throws IOException, InterruptedException {
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return output;
  }

  /**
   * Whether a certificate was shown, for the name and by the authority. Of a connection without one
   * it says that all is well, too.
   */
  static boolean isTrusted(String output) {
    return output.contains("BEGIN CERTIFICATE") && output.contains("Verify return code: 0 (ok)");
  }

  /** Version and cipher that were agreed on, e.g. {@code "TLSv1.3 TLS_AES_256_GCM_SHA384"}. */
  static String agreed(String output) {
    Matcher matcher = AGREED.matcher(output);
    return matcher.find() && !matcher.group(1).equals("(NONE)")
        ? matcher.group(1) + " " + matcher.group(2)
        : "nothing";
  }
}
