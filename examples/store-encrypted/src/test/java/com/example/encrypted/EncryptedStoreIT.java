package com.example.encrypted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.certificate.CertificateStoreFactory;
import io.weir.api.config.InvalidConfigException;
import io.weir.testkit.contract.CertificateStoreContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the API asks of every store, and that this one lets nobody read along. */
@Timeout(120)
class EncryptedStoreIT extends CertificateStoreContract {
  private static final String SECRET = "-----BEGIN PRIVATE KEY-----";

  @TempDir private Path files;
  private final CertificateStoreFactory<?> factory =
      new EncryptedPlugin().certificateStores().getFirst();

  @BeforeEach
  void makeTwoKeys() throws IOException {
    makeKey("key", 1);
    makeKey("another-key", 2);
  }

  private void makeKey(String name, int fill) throws IOException {
    byte[] key = new byte[32];
    java.util.Arrays.fill(key, (byte) fill);
    Files.writeString(files.resolve(name), Base64.getEncoder().encodeToString(key) + "\n");
  }

  /** One for all products, as in a process. */
  @Override
  protected CertificateStoreFactory<?> factory() {
    return factory;
  }

  @Override
  protected Record config() {
    return withKey("key");
  }

  private Record withKey(String name) {
    return new EncryptedConfig(folder(), files.resolve(name));
  }

  private Path folder() {
    return files.resolve("store");
  }

  @Test
  void nothingCanBeReadInTheFolder() throws Exception {
    create().save("example.org", SECRET.getBytes(StandardCharsets.US_ASCII));

    byte[] file = Files.readAllBytes(folder().resolve("example.org"));
    assertThat(new String(file, StandardCharsets.ISO_8859_1)).doesNotContain("PRIVATE");
  }

  @Test
  void anEntryOpensWithItsKeyAndUnderItsNameOnly() throws Exception {
    create().save("example.org", SECRET.getBytes(StandardCharsets.US_ASCII));

    assertThatThrownBy(() -> create(withKey("another-key")).load("example.org"))
        .hasMessageContaining("another key");

    Files.copy(folder().resolve("example.org"), folder().resolve("example.com"));
    assertThatThrownBy(() -> create().load("example.com")).hasMessageContaining("changed");
  }

  @Test
  void aFileThatIsNoKeyIsTold() throws IOException {
    Files.writeString(files.resolve("short"), "c2hvcnQ=");

    assertThatThrownBy(() -> create(withKey("short")))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("key_path");
  }
}
