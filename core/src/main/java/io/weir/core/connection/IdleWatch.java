package io.weir.core.connection;

import io.weir.core.transport.Loop;
import io.weir.core.transport.Side;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches that each side sends something within its time. A read only notes the time; the one timer
 * of a connection looks at the notes when it is due, and waits on for what is left.
 *
 * <p>A side that has sent its FIN can send no more: from then on its limit is measured on the other
 * side, so that a download goes on after the client has finished asking, but no half-closed
 * connection stays for ever.
 */
public final class IdleWatch {
  private final Loop loop;
  private final Consumer<Side> idle;
  private final long clientLimit;
  private final long backendLimit;
  private long clientRead;
  private long backendRead;
  private boolean clientEnded;
  private boolean backendEnded;
  private Loop.Timer timer;

  private IdleWatch(Loop loop, Consumer<Side> idle, long clientLimit, long backendLimit) {
    this.loop = loop;
    this.idle = idle;
    this.clientLimit = clientLimit;
    this.backendLimit = backendLimit;
    this.clientRead = loop.nanoTime();
    this.backendRead = clientRead;
    this.timer = loop.schedule(Math.min(clientLimit, backendLimit), this::look);
  }

  /**
   * Begins a watch.
   *
   * @param clientNanos how long the client may send nothing; 0 means for ever
   * @param backendNanos how long the backend may send nothing; 0 means for ever
   * @param idle hears once which side has kept silent for too long
   * @return the watch, or null if neither side has a limit
   */
  public static @Nullable IdleWatch over(
      Loop loop, long clientNanos, long backendNanos, Consumer<Side> idle) {
    long client = orForever(clientNanos);
    long backend = orForever(backendNanos);
    return client == Long.MAX_VALUE && backend == Long.MAX_VALUE
        ? null
        : new IdleWatch(loop, idle, client, backend);
  }

  private static long orForever(long limit) {
    return limit == 0 ? Long.MAX_VALUE : limit;
  }

  /** A side has sent something. */
  public void read(Side from) {
    if (from == Side.CLIENT) {
      clientRead = loop.nanoTime();
    } else {
      backendRead = loop.nanoTime();
    }
  }

  void ended(Side from) {
    read(from);
    if (from == Side.CLIENT) {
      clientEnded = true;
    } else {
      backendEnded = true;
    }
  }

  private void look() {
    long now = loop.nanoTime();
    long latest = Math.max(clientRead, backendRead);
    long clientLeft = left(clientLimit, now - (clientEnded ? latest : clientRead));
    long backendLeft = left(backendLimit, now - (backendEnded ? latest : backendRead));
    if (clientLeft <= 0) {
      idle.accept(Side.CLIENT);
    } else if (backendLeft <= 0) {
      idle.accept(Side.BACKEND);
    } else {
      timer = loop.schedule(Math.min(clientLeft, backendLeft), this::look);
    }
  }

  private static long left(long limit, long passed) {
    return limit == Long.MAX_VALUE ? limit : limit - passed;
  }

  /** Ends the watch. */
  public void stop() {
    timer.cancel();
  }
}
