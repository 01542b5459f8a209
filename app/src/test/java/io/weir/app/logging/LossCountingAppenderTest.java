package io.weir.app.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An output that is stuck: a full disk, a terminal after Ctrl-S. */
class LossCountingAppenderTest {
  private static final int QUEUE_SIZE = 16;
  private static final Pattern CONFESSION =
      Pattern.compile("(\\d+) log events were lost: the log's output did not keep up");

  private final LoggerContext context = new LoggerContext();
  private final StuckOutput output = new StuckOutput();
  private final LossCountingAppender appender = new LossCountingAppender(QUEUE_SIZE);
  private Logger log;

  @BeforeEach
  void start() {
    context.setMDCAdapter(new LogbackMDCAdapter());
    appender.setContext(context);
    output.setContext(context);
    output.start();
    appender.addAppender(output);
    appender.start();
    log = context.getLogger("io.weir.test");
    log.addAppender(appender);
  }

  @AfterEach
  void stop() {
    output.released.countDown();
    context.stop();
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void nobodyWaitsAndTheLossIsOwnedUpTo() {
    for (int i = 0; i < 100; i++) {
      log.info("event {}", i);
    }

    output.released.countDown();
    await().until(() -> appender.getNumberOfElementsInQueue() == 0);
    log.info("after");

    await().until(() -> output.lines.contains("after"));
    List<String> events = output.lines.stream().filter(line -> line.startsWith("event")).toList();
    assertThat(lossesOwnedUpTo()).isEqualTo(100 - events.size());
    assertThat(events).hasSizeGreaterThanOrEqualTo(QUEUE_SIZE).first().isEqualTo("event 0");
  }

  /** There may be several confessions: whenever there is room, for what was lost until then. */
  private int lossesOwnedUpTo() {
    return output.lines.stream()
        .map(CONFESSION::matcher)
        .filter(Matcher::matches)
        .mapToInt(confession -> Integer.parseInt(confession.group(1)))
        .sum();
  }

  private static final class StuckOutput extends AppenderBase<ILoggingEvent> {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);

    @Override
    protected void append(ILoggingEvent event) {
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      lines.add(event.getFormattedMessage());
    }
  }
}
