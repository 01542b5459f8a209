package io.weir.app.logging;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.Layout;
import io.weir.core.config.RotationConfig;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log of events that are no log events, written as lines by a thread of its own. Nobody who
 * writes to it ever waits; what is lost because its output does not keep up is counted, and the
 * process' log says so.
 *
 * @param <E> the events
 */
public final class LineLog<E> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LineLog.class);
  private static final Duration CONFESSION_PERIOD = Duration.ofSeconds(10);

  private final ContextBase context;
  private final LineQueue<E> queue;
  private final LostLines lost;

  /**
   * What it is made of.
   *
   * @param section its section in the configuration, which messages about it name
   * @param output {@code stdout}, {@code stderr} or a path
   * @param queueSize how many events may wait
   * @param rotation when a new file is begun
   */
  public record Settings(
      String section, String output, int queueSize, Optional<RotationConfig> rotation) {}

  private LineLog(ContextBase context, LineQueue<E> queue, LostLines lost) {
    this.context = context;
    this.queue = queue;
    this.lost = lost;
  }

  /**
   * Opens one.
   *
   * @throws io.weir.app.OperatorException if its output cannot be appended to
   */
  public static <E> LineLog<E> open(Settings settings, Layout<E> layout) {
    ContextBase context = new ContextBase();
    String section = settings.section();
    context.setName(section);
    context.getStatusManager().add(new StatusRelay(section));
    context.start();
    LostLines lost = new LostLines();
    LogOutlet<E> outlet =
        LogOutlet.of(
            new LogOutlet.Settings(section, settings.output(), settings.rotation()),
            layout,
            (Context) context,
            lost);
    LineQueue<E> queue =
        new LineQueue<>(
            section + "-writer",
            settings.queueSize(),
            outlet,
            lost,
            count -> LOG.warn("{}: its output does not keep up; lines lost: {}", section, count),
            CONFESSION_PERIOD);
    return new LineLog<>(context, queue, lost);
  }

  /** Writes an event, or drops it if too many wait already. Never blocks. */
  public void write(E event) {
    if (!queue.offer(event)) {
      queue.confess();
    }
  }

  /** Lines that were dropped or could not be written. */
  public long lost() {
    return lost.total();
  }

  /** Writes what still waits, if the output takes it. */
  @Override
  public void close() {
    queue.close();
    context.stop();
  }
}
