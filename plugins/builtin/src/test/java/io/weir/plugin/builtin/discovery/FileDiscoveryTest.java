package io.weir.plugin.builtin.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.api.Backend;
import io.weir.plugin.builtin.BackgroundCall;
import io.weir.testkit.plugin.TestPluginContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileDiscoveryTest {
  private static final List<Backend> ONE = List.of(Backend.of("a", 80));
  private static final List<Backend> TWO = List.of(Backend.of("b", 81));

  @TempDir private Path folder;
  private TestPluginContext context;

  private final List<List<Backend>> changes = new CopyOnWriteArrayList<>();
  private Path file;

  @BeforeEach
  void write() throws IOException {
    context = new TestPluginContext(folder);
    file = folder.resolve("backends");
    Files.writeString(file, "a:80\n");
  }

  @Test
  void readsALineForEachBackend() throws Exception {
    Files.writeString(
        file,
        """
        # the old ones
        a:80 weight=2   # big
          \t# indented

        [::1]:81 sni=x.example
        #b:82
        """);

    assertThat(discovery().fetch())
        .containsExactly(
            Backend.of("a", 80).withWeight(2), Backend.of("::1", 81).withSni("x.example"));
    assertThat(context.log()).isEmpty();
  }

  @Test
  void aByteOrderMarkIsNoPartOfAHostName() throws Exception {
    Files.writeString(file, "\uFEFFa:80\r\n");

    assertThat(discovery().fetch()).isEqualTo(ONE);
  }

  @Test
  void passesOverALineThatNamesNoBackend() throws Exception {
    Files.writeString(file, "a:80\nhttp://b:81\n");

    assertThat(discovery().fetch()).isEqualTo(ONE);
    assertThat(context.log()).singleElement().asString().startsWith("WARN").contains("http://b:81");
  }

  @Test
  void failsWhereThereIsNoFile() throws Exception {
    Files.delete(file);

    assertThatThrownBy(() -> discovery().fetch()).hasMessage(file + " does not exist");

    Files.createDirectory(file);
    assertThatThrownBy(() -> discovery().fetch()).hasMessage(file + " is not a regular file");
  }

  @Test
  void seesThatTheFileIsWritten() throws Exception {
    try (var _ = watch(file)) {
      Files.writeString(file, "b:81\n");

      awaitLast(TWO);
    }
  }

  @Test
  void seesThatTheFileIsReplacedAgainAndAgain() throws Exception {
    try (var _ = watch(file)) {
      replace("b:81\n");
      awaitLast(TWO);
      replace("a:80\n");
      awaitLast(ONE);
      replace("b:81\n");
      awaitLast(TWO);
    }
  }

  @Test
  void seesAFolderOfSymbolicLinksSwitchedAsKubernetesDoes() throws Exception {
    Path first = volume("..2026_01", "a:80\n");
    Path second = volume("..2026_02", "b:81\n");
    Path third = volume("..2026_03", "a:80\n");
    Path data = folder.resolve("..data");
    Files.createSymbolicLink(data, first.getFileName());
    Path link = Files.createSymbolicLink(folder.resolve("list"), Path.of("..data", "list"));

    try (var _ = watch(link)) {
      switchLink(data, second);
      awaitLast(TWO);
      // The folder that was watched for the file itself disappears with the old data.
      Files.delete(first.resolve("list"));
      Files.delete(first);
      switchLink(data, third);
      awaitLast(ONE);
    }
  }

  @Test
  void seesThatTheFileBehindALinkIntoAnotherFolderIsWritten() throws Exception {
    Path elsewhere = volume("elsewhere", "a:80\n");
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path link = Files.createSymbolicLink(inner.resolve("list"), elsewhere.resolve("list"));

    try (var _ = watch(link)) {
      Files.writeString(elsewhere.resolve("list"), "b:81\n");

      awaitLast(TWO);
    }
  }

  @Test
  void endsTheWatchWhenTheFileIsGone() throws Exception {
    try (var watch = watch(file)) {
      Files.delete(file);

      assertThatThrownBy(watch::answer).hasMessage(file + " does not exist");
    }
  }

  @Test
  void endsTheWatchWhenTheFolderIsGone() throws Exception {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path list = Files.writeString(inner.resolve("list"), "a:80\n");

    try (var watch = watch(list)) {
      Files.delete(list);
      Files.delete(inner);

      assertThatThrownBy(watch::answer).isInstanceOf(IOException.class);
    }
  }

  @Test
  void endsTheWatchWhenInterrupted() throws Exception {
    try (var watch = watch(file)) {
      watch.interrupt();

      assertThatThrownBy(watch::answer).isInstanceOf(InterruptedException.class);
    }
  }

  /** Watches a file, and waits until it was read for the first time. */
  private BackgroundCall<Object> watch(Path watched) {
    var discovery = new FileDiscovery(new FileConfig(watched), context);
    BackgroundCall<Object> call =
        BackgroundCall.of(() -> {
          discovery.watch(changes::add);
          return "ended";
        });
    awaitLast(ONE);
    return call;
  }

  private void awaitLast(List<Backend> backends) {
    await().until(() -> !changes.isEmpty() && changes.getLast().equals(backends));
  }

  private void replace(String text) throws IOException {
    Path temporary = Files.writeString(folder.resolve("backends.new"), text);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private Path volume(String name, String text) throws IOException {
    Path volume = Files.createDirectory(folder.resolve(name));
    Files.writeString(volume.resolve("list"), text);
    return volume;
  }

  private void switchLink(Path link, Path target) throws IOException {
    Path temporary = Files.createSymbolicLink(folder.resolve("..tmp"), target.getFileName());
    Files.move(temporary, link, StandardCopyOption.ATOMIC_MOVE);
  }

  private FileDiscovery discovery() {
    return new FileDiscovery(new FileConfig(file), context);
  }
}
