package io.weir.app.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.core.LayoutBase;
import io.weir.app.OperatorException;
import io.weir.core.config.ByteSize;
import io.weir.core.config.RotationConfig;
import io.weir.core.config.RotationConfig.Every;
import io.weir.testkit.process.NamedPipe;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log over real files, pipes and devices. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LineLogTest {
  private static final LocalDate TODAY = LocalDate.now(ZoneId.systemDefault());
  private static final LocalDate YESTERDAY = TODAY.minusDays(1);

  @TempDir Path folder;

  @Test
  void linesAreWrittenInOrderAndAppended() throws Exception {
    Path file = folder.resolve("a.log");
    Files.writeString(file, "before\n");

    try (LineLog<String> log = open(file)) {
      IntStream.range(0, 5000).forEach(i -> log.write("line " + i));
    }

    List<String> expected = new ArrayList<>(List.of("before"));
    IntStream.range(0, 5000).forEach(i -> expected.add("line " + i));
    assertThat(Files.readAllLines(file)).isEqualTo(expected);
  }

  @Test
  void everyLineIsWrittenOrCountedWhoeverWritesIt() throws Exception {
    NamedPipe pipe = NamedPipe.make(folder.resolve("pipe"));
    LineLog<String> log = open(pipe.path(), 8);
    Thread[] writers = new Thread[4];
    for (int i = 0; i < writers.length; i++) {
      writers[i] =
          Thread.ofPlatform().start(() -> IntStream.range(0, 20_000).forEach(_ -> log.write("x")));
    }
    long written;
    try (BufferedReader reader = pipe.open()) {
      Thread closer =
          Thread.ofPlatform()
              .start(() -> {
                for (Thread writer : writers) {
                  joined(writer);
                }
                log.close();
              });
      written = reader.lines().count();
      closer.join();
    }

    assertThat(log.lost()).isPositive();
    assertThat(written + log.lost()).isEqualTo(80_000);
  }

  @Test
  void aPipeThatNobodyReadsStopsNeitherWritersNorTheEnd() throws Exception {
    NamedPipe pipe = NamedPipe.make(folder.resolve("pipe"));

    try (Problems problems = new Problems();
        LineLog<String> log = open(pipe.path(), 100)) {
      IntStream.range(0, 10_000).forEach(_ -> log.write("x"));

      // The writing thread may have taken a few out of the queue before it got stuck.
      assertThat(log.lost()).isBetween(9_000L, 9_900L);
      assertThat(problems.lines())
          .singleElement()
          .asString()
          .matches("test_log: its output does not keep up; lines lost: \\d+");
    }
  }

  @Test
  void aFullDiskIsToldOnceAndItsEndToo() throws Exception {
    Path link = folder.resolve("a.log");
    Files.createSymbolicLink(link, Path.of("/dev/full"));
    try (Problems problems = new Problems();
        LineLog<String> log = open(link)) {
      for (int i = 1; i <= 3; i++) {
        log.write("lost " + i);
        long lines = i;
        await().until(() -> log.lost() == lines);
      }
      assertThat(problems.lines())
          .containsExactly(
              "The log "
                  + link
                  + " cannot be written, its lines are dropped: No space left on device");

      Path file = Files.createFile(folder.resolve("room"));
      Files.move(
          Files.createSymbolicLink(folder.resolve("link"), file),
          link,
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
      log.write("kept");

      await().until(() -> Files.readString(file).equals("kept\n"));
      await().until(() -> problems.lines().size() == 2);
      assertThat(problems.lines().getLast())
          .isEqualTo("The log " + link + " is written again; lines lost: 3");
      assertThat(log.lost()).isEqualTo(3);
    }
  }

  @Test
  void aFileThatIsMovedAwayIsBegunAnew() throws Exception {
    Path file = folder.resolve("a.log");
    try (LineLog<String> log = open(file)) {
      log.write("old");
      await().until(() -> Files.readString(file).equals("old\n"));

      Files.move(file, folder.resolve("a.log.1"));

      await()
          .until(() -> {
            log.write("new");
            return Files.exists(file) && Files.readString(file).startsWith("new\n");
          });
      assertThat(folder.resolve("a.log.1")).content().startsWith("old\n");
      assertThat(log.lost()).isZero();
    }
  }

  @Test
  void aFileThatIsEmptiedIsWrittenFromItsBeginning() throws Exception {
    Path file = folder.resolve("a.log");
    try (LineLog<String> log = open(file)) {
      log.write("a long line that was copied away");
      await().until(() -> Files.size(file) > 0);

      Files.newOutputStream(file, StandardOpenOption.TRUNCATE_EXISTING).close();
      log.write("new");

      await().until(() -> Files.size(file) > 0);
      assertThat(file).hasContent("new\n");
    }
  }

  @Test
  void aNewDayBeginsANewFile() throws Exception {
    Path file = folder.resolve("a.log");
    Files.writeString(file, "yesterday\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(86_400)));

    try (LineLog<String> log = open(file, rotation(Optional.empty(), 14, false))) {
      log.write("today");
      await().until(() -> Files.readString(file).equals("today\n"));
    }

    assertThat(folder.resolve("a.log." + YESTERDAY)).hasContent("yesterday\n");
  }

  @Test
  void rotatedFilesAreCompressed() throws Exception {
    Path file = folder.resolve("a.log");
    Files.writeString(file, "yesterday\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(86_400)));
    Path rotated = folder.resolve("a.log." + YESTERDAY + ".gz");

    try (LineLog<String> log = open(file, rotation(Optional.empty(), 14, true))) {
      log.write("today");
      await().until(() -> Files.exists(rotated));
    }

    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(rotated)), StandardCharsets.UTF_8))) {
      assertThat(reader.readLine()).isEqualTo("yesterday");
    }
  }

  @Test
  void aFileThatIsFullIsFollowedByAnother() throws Exception {
    Path file = folder.resolve("a.log");
    String line = "x".repeat(99);

    try (LineLog<String> log =
        open(file, rotation(Optional.of(ByteSize.parse("1KB")), 14, false))) {
      IntStream.range(0, 35).forEach(_ -> log.write(line));
    }

    assertThat(lines("a.log." + TODAY + ".0")).hasSize(11);
    assertThat(lines("a.log." + TODAY + ".1")).hasSize(11);
    assertThat(lines("a.log." + TODAY + ".2")).hasSize(11);
    assertThat(lines("a.log")).hasSize(2);
  }

  @Test
  void oldFilesAreDeleted() throws Exception {
    Path file = folder.resolve("a.log");
    for (int day = 1; day <= 6; day++) {
      Files.writeString(folder.resolve("a.log." + TODAY.minusDays(day)), "old\n");
    }
    Files.writeString(folder.resolve("a.log.other"), "not ours\n");

    try (LineLog<String> log = open(file, rotation(Optional.empty(), 3, false))) {
      log.write("today");
      await().until(() -> files().size() == 5);
    }

    assertThat(files())
        .containsExactly(
            "a.log",
            "a.log." + TODAY.minusDays(3),
            "a.log." + TODAY.minusDays(2),
            "a.log." + YESTERDAY,
            "a.log.other");
  }

  @Test
  void whatCannotBeRotatedIsRefused() throws Exception {
    NamedPipe pipe = NamedPipe.make(folder.resolve("pipe"));
    RotationConfig rotation = rotation(Optional.empty(), 14, false);

    for (Path path : List.of(pipe.path(), folder.resolve("a(b.log"), folder.resolve("50%"))) {
      assertThatThrownBy(() -> open(path, rotation))
          .isInstanceOf(OperatorException.class)
          .hasMessageStartingWith("test_log.rotation: \"" + path + "\" cannot be rotated");
    }
  }

  @Test
  void aFolderIsNoOutput() {
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(OperatorException.class)
        .hasMessageStartingWith("test_log.output: \"" + folder + "\" (expected: ");
  }

  private static RotationConfig rotation(Optional<ByteSize> size, int keep, boolean compress) {
    return new RotationConfig(Every.DAY, size, keep, Optional.empty(), compress);
  }

  private List<String> lines(String name) throws Exception {
    return Files.readAllLines(folder.resolve(name));
  }

  private List<String> files() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static LineLog<String> open(Path path) {
    return open(path, 8192);
  }

  private static LineLog<String> open(Path path, int queueSize) {
    return LineLog.open(
        new LineLog.Settings("test_log", path.toString(), queueSize, Optional.empty()),
        new PlainText());
  }

  private static LineLog<String> open(Path path, RotationConfig rotation) {
    return LineLog.open(
        new LineLog.Settings("test_log", path.toString(), 8192, Optional.of(rotation)),
        new PlainText());
  }

  private static void joined(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class PlainText extends LayoutBase<String> {
    @Override
    public String doLayout(String event) {
      return event + "\n";
    }
  }
}
