package io.weir.plugin.kubernetes;

import io.weir.api.text.BoundedLines;
import io.weir.api.web.WebAnswer;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The events of one watch. A thread of its own reads them, so that who takes them can wait for the
 * next one for a limited time only: a connection may be dead without saying so.
 */
final class EventStream implements AutoCloseable {
  /** An object in etcd has at most 1.5 MiB. */
  private static final int LONGEST_LINE = 4 << 20;

  private static final int MOST_WAITING = 16;

  private final BlockingQueue<WatchEvent> events = new ArrayBlockingQueue<>(MOST_WAITING);
  private final WebAnswer answer;
  private final BoundedLines lines;
  private final SliceJson json;
  private final FutureTask<Void> reading = new FutureTask<>(this::read, null);

  private EventStream(WebAnswer answer, SliceJson json) {
    this.answer = answer;
    this.lines = new BoundedLines(answer.body(), LONGEST_LINE);
    this.json = json;
  }

  /** Begins to read an answer, which belongs to the stream from now on. */
  static EventStream of(WebAnswer answer, SliceJson json, Executor executor) throws IOException {
    EventStream stream = new EventStream(answer, json);
    try {
      executor.execute(stream.reading);
      return stream;
    } catch (RuntimeException e) {
      answer.close();
      throw e;
    }
  }

  /** The next event; null if none comes in time. After the last one none comes any more. */
  @Nullable WatchEvent next(long nanos) throws InterruptedException {
    return events.poll(nanos, TimeUnit.NANOSECONDS);
  }

  private void read() {
    try {
      WatchEvent event;
      do {
        event = readEvent();
        events.put(event);
      } while (!(event instanceof WatchEvent.Ended || event instanceof WatchEvent.Failed));
    } catch (InterruptedException e) {
      // Nobody takes events any more.
      Thread.currentThread().interrupt();
    }
  }

  private WatchEvent readEvent() {
    try {
      return lines.next().map(json::event).orElseGet(WatchEvent.Ended::new);
    } catch (BoundedLines.TooLongException e) {
      return new WatchEvent.Failed(
          new IOException(
              "the API server's watch sends a line of more than " + LONGEST_LINE + " bytes"));
    } catch (IOException e) {
      return new WatchEvent.Ended();
    } catch (RuntimeException e) {
      // Else whoever waits would wait for nothing.
      return new WatchEvent.Failed(
          new IOException("what the API server's watch sends cannot be read", e));
    }
  }

  @Override
  public void close() throws IOException {
    reading.cancel(true);
    answer.close();
  }
}
