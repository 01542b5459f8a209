package io.weir.plugin.lxd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;

/** Files in PEM (RFC 7468). */
final class PemFile {
  private static final int LINE = 64;

  private PemFile() {}

  /** A text in PEM. */
  static String text(String label, byte[] encoded) {
    String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(encoded);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  /**
   * Writes a file, which is there at once or not at all; folders that are missing are made.
   *
   * @param secret whether nobody but its owner may read it
   */
  static void write(Path file, String text, boolean secret) throws IOException {
    Files.createDirectories(file.getParent(), mode("rwx------"));
    Path next =
        Files.createTempFile(
            file.getParent(),
            file.getFileName() + ".",
            "",
            mode(secret ? "rw-------" : "rw-r--r--"));
    Files.write(next, text.getBytes(StandardCharsets.US_ASCII));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }
}
