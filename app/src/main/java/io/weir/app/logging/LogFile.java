package io.weir.app.logging;

import ch.qos.logback.core.rolling.RollingFileAppender;

/**
 * Logback's file that is begun anew by time and size, written through a stream of ours, which
 * survives what logback's own gives up at or keeps quiet about.
 */
final class LogFile<E> extends RollingFileAppender<E> {
  private final LogStream stream;

  LogFile(LogStream stream) {
    this.stream = stream;
  }

  /** The stream opens its file itself, and again after each rotation. */
  @Override
  public void openFile(String name) {
    setOutputStream(stream);
  }
}
