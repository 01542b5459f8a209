package io.weir.bench.peer;

import io.weir.bench.BenchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificates of peers that decrypt, made by openssl(1): {@code p256} and {@code rsa}, each as
 * {@code .crt} and {@code .key}, and both in one as {@code .pem}.
 */
final class Certificates {
  private Certificates() {}

  /**
   * Makes those that are not in a folder yet.
   *
   * @throws BenchException if openssl is not there or fails
   */
  static void make(Path folder) {
    make(folder, "p256", List.of("ec", "-pkeyopt", "ec_paramgen_curve:P-256"));
    make(folder, "rsa", List.of("rsa:2048"));
  }

  private static void make(Path folder, String name, List<String> key) {
    Path pem = folder.resolve(name + ".pem");
    if (Files.exists(pem)) {
      return;
    }
    Path certificate = folder.resolve(name + ".crt");
    Path privateKey = folder.resolve(name + ".key");
    List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-newkey"));
    command.addAll(key);
    command.addAll(List.of("-nodes", "-subj", "/CN=localhost", "-days", "30"));
    command.addAll(List.of("-out", certificate.toString(), "-keyout", privateKey.toString()));
    try {
      Files.createDirectories(folder);
      Process openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (openssl.waitFor() != 0) {
        throw new BenchException("openssl could not make a certificate:\n" + said);
      }
      Files.writeString(pem, Files.readString(certificate) + Files.readString(privateKey));
    } catch (IOException e) {
      throw new BenchException("No certificate can be made: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted while a certificate was made.", e);
    }
  }
}
