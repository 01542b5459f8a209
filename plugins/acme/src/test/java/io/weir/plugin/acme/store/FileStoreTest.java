package io.weir.plugin.acme.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.weir.api.certificate.CertificateStore;
import io.weir.testkit.plugin.TestPluginContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileStoreTest {
  private static final byte[] VALUE = "value".getBytes(UTF_8);

  private final FileStoreFactory files = new FileStoreFactory();

  @TempDir private Path parent;
  private Path folder;
  private TestPluginContext context;

  @BeforeEach
  void lend() {
    folder = parent.resolve("a").resolve("store");
    context = new TestPluginContext(parent.resolve("data"));
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void letsNobodyElseLookIn() throws Exception {
    try (CertificateStore store = open()) {
      store.save("example.org", VALUE);
      store.save("accounts/ca", VALUE);
      store.lock("example.org", Duration.ofMinutes(1)).close();
    }
    for (String file : List.of("example.org", "accounts/ca", ".locks/example.org")) {
      assertThat(mode(folder.resolve(file))).as(file).isEqualTo("rw-------");
    }
    for (String inside : List.of("", "accounts", ".locks")) {
      assertThat(mode(folder.resolve(inside))).as(inside).isEqualTo("rwx------");
    }
    assertThat(context.log()).isEmpty();
  }

  /** {@code weir acme list} may be run by somebody else than weir. */
  @Test
  void whoOnlyLooksLeavesNothingBehind() throws Exception {
    try (CertificateStore store = open()) {
      assertThat(store.load("example.org")).isEmpty();
      store.delete("example.org");
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void aFolderThatIsTakenAwayIsMadeAgain() throws Exception {
    try (CertificateStore store = open()) {
      store.save("example.org", VALUE);
      Files.delete(folder.resolve("example.org"));
      Files.delete(folder);
      store.lock("example.org", Duration.ofMinutes(1)).close();
      store.save("example.org", VALUE);
      assertThat(store.load("example.org")).contains(VALUE);
    }
    assertThat(mode(folder)).isEqualTo("rwx------");
  }

  @Test
  void aFileThatOthersMayReadIsReplacedByAPrivateOne() throws Exception {
    Files.createDirectories(folder);
    Path file = Files.writeString(folder.resolve("example.org"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    try (CertificateStore store = open()) {
      store.save("example.org", VALUE);
    }
    assertThat(file).hasBinaryContent(VALUE);
    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @Test
  void whatCannotBeWrittenWhollyLeavesTheOldValueAndNoLitter() throws Exception {
    try (CertificateStore store = open()) {
      store.save("accounts/ca", VALUE);
      // A folder in its place is what no rename can replace.
      Files.createDirectory(folder.resolve("taken"));
      Files.write(folder.resolve("taken/inside"), VALUE);
      assertThatThrownBy(() -> store.save("taken", VALUE))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll("taken", "cannot be written");
      assertThat(store.load("accounts/ca")).contains(VALUE);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith(".new-"));
    }
  }

  @Test
  void saysThatItMayNotWriteThere() throws Exception {
    Path closed = Files.createDirectories(parent.resolve("a"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-x------"));
    assumeFalse(Files.isWritable(closed), "the superuser may write everywhere");
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(closed.toString(), "expected: a folder that weir may write to");
  }

  @Test
  void warnsWhereOthersMayLookIn() throws Exception {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
    open().close();
    assertThat(context.log())
        .singleElement()
        .asString()
        .startsWith("WARN")
        .contains(folder.toString(), "0700");
    assertThat(mode(folder)).isEqualTo("rwxr-x---");
  }

  /** The names that golang.org/x/crypto's autocert gives its files. */
  @Test
  void readsWhatGobetweenLeft() throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("example.org"), "ecdsa");
    Files.writeString(folder.resolve("example.org+rsa"), "rsa");
    Files.writeString(folder.resolve("acme_account+key"), "account");
    try (CertificateStore store = open()) {
      assertThat(store.load("example.org")).contains("ecdsa".getBytes(UTF_8));
      assertThat(store.load("example.org+rsa")).contains("rsa".getBytes(UTF_8));
      assertThat(store.load("acme_account+key")).contains("account".getBytes(UTF_8));
    }
  }

  @Test
  void sweepsUpWhatAKilledProcessLeftAndNothingElse() throws Exception {
    Files.createDirectories(folder);
    Path stale = Files.write(folder.resolve(".new-1"), VALUE);
    Files.setLastModifiedTime(stale, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    Path fresh = Files.write(folder.resolve(".new-2"), VALUE);
    Path other = Files.write(folder.resolve("note"), VALUE);
    Files.setLastModifiedTime(other, FileTime.from(Instant.EPOCH));
    open().close();
    assertThat(stale).doesNotExist();
    assertThat(fresh).exists();
    assertThat(other).exists();
  }

  @Test
  void saysWhatIsInTheWay() throws Exception {
    Files.createDirectories(folder.getParent());
    Files.write(folder, VALUE);
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(folder.toString(), "expected: a folder");
  }

  @Test
  void refusesAValueThatIsTooLong() throws Exception {
    try (CertificateStore store = open()) {
      store.save("example.org", VALUE);
      Files.write(folder.resolve("long"), new byte[(1 << 20) + 1]);
      assertThatThrownBy(() -> store.load("long"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("too long");
    }
  }

  /** A process that closes any descriptor of a file frees all of its locks on it (POSIX). */
  @Test
  @EnabledOnOs(OS.LINUX)
  void whoGivesUpWaitingForALockDoesNotFreeIt() throws Exception {
    try (CertificateStore store = open()) {
      CertificateStore.Lock held = store.lock("example.org", Duration.ofMinutes(1));
      FutureTask<CertificateStore.Lock> waiting =
          new FutureTask<>(() -> store.lock("example.org", Duration.ofMinutes(1)));
      Thread waiter = Thread.ofPlatform().start(waiting);
      await()
          .until(() ->
              waiter.getState() == Thread.State.WAITING
                  || waiter.getState() == Thread.State.TIMED_WAITING);

      waiter.interrupt();

      assertThatThrownBy(waiting::get).hasCauseInstanceOf(InterruptedException.class);
      assertThat(isLocked(folder.resolve(".locks/example.org"))).isTrue();
      held.close();
      assertThat(isLocked(folder.resolve(".locks/example.org"))).isFalse();
    }
  }

  /** As other processes see it. */
  private static boolean isLocked(Path file) throws IOException {
    String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
    return Files.readAllLines(Path.of("/proc/locks")).stream()
        .anyMatch(line -> line.contains(inode));
  }

  private CertificateStore open() throws IOException {
    return files.open(folder, context);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
