package io.weir.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.weir.testkit.process.NamedPipe;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An output that is stuck: a pipe without a reader, a terminal after Ctrl-S. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LossCountingAppenderTest {
  private static final int QUEUE_SIZE = 16;
  private static final Pattern CONFESSION =
      Pattern.compile("weir: (\\d+) log events were lost: the log's output did not keep up.*");

  @TempDir Path folder;
  private final LoggerContext context = new LoggerContext();
  private final LostLines lost = new LostLines();
  private NamedPipe pipe;
  private Logger log;

  @BeforeEach
  void start() throws Exception {
    pipe = NamedPipe.make(folder.resolve("pipe"));
    context.setMDCAdapter(new LogbackMDCAdapter());
    LogOutlet.Settings settings =
        new LogOutlet.Settings("test", pipe.path().toString(), Optional.empty());
    LossCountingAppender appender =
        new LossCountingAppender(
            context, QUEUE_SIZE, LogOutlet.of(settings, new PlainLayout(), context, lost), lost);
    appender.start();
    log = context.getLogger("io.weir.test");
    log.addAppender(appender);
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void nobodyWaitsAndTheLossIsOwnedUpTo() throws Exception {
    for (int i = 0; i < 100; i++) {
      log.info("event {}", i);
    }

    int logged = 100;
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader = pipe.open()) {
      while (!lines.contains("weir: event after")) {
        if (lines.size() >= QUEUE_SIZE) {
          // This one too is lost if the writer has not made room yet.
          log.info("event after");
          logged++;
        }
        lines.add(reader.readLine());
      }
      while (events(lines).size() + lossesOwnedUpTo(lines) < logged) {
        lines.add(reader.readLine());
      }
    }
    List<String> events = events(lines);
    assertThat(lossesOwnedUpTo(lines)).isEqualTo(lost.total()).isEqualTo(logged - events.size());
    assertThat(events).hasSizeGreaterThanOrEqualTo(QUEUE_SIZE).first().isEqualTo("weir: event 0");
  }

  @Test
  void theLossIsOwnedUpToWithoutAnotherEvent() throws Exception {
    for (int i = 0; i < 100; i++) {
      log.info("event {}", i);
    }

    List<String> lines = new ArrayList<>();
    try (BufferedReader reader = pipe.open()) {
      while (events(lines).size() + lossesOwnedUpTo(lines) < 100) {
        lines.add(reader.readLine());
      }
    }
    assertThat(events(lines).size() + lossesOwnedUpTo(lines)).isEqualTo(100);
    assertThat(lossesOwnedUpTo(lines)).isPositive();
  }

  private static List<String> events(List<String> lines) {
    return lines.stream().filter(line -> line.contains("event ")).toList();
  }

  /** There may be several confessions: whenever there is room, for what was lost until then. */
  private static int lossesOwnedUpTo(List<String> lines) {
    return lines.stream()
        .map(CONFESSION::matcher)
        .filter(Matcher::matches)
        .mapToInt(confession -> Integer.parseInt(confession.group(1)))
        .sum();
  }
}
