package io.weir.testkit.plugin;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/** A logger that remembers what it is told, whatever logging library there is. */
final class RecordingLogger extends LegacyAbstractLogger implements LoggingEventAware {
  private static final long serialVersionUID = 1;

  private final transient List<String> lines = new CopyOnWriteArrayList<>();

  /** What it was told: level, message and key-value pairs of each event. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void log(LoggingEvent event) {
    record(
        event.getLevel(), event.getMessage(), event.getArgumentArray(), event.getKeyValuePairs());
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      @Nullable Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    record(level, message, arguments, null);
  }

  private void record(
      Level level,
      String message,
      @Nullable Object @Nullable [] arguments,
      @Nullable List<?> keyValuePairs) {
    String text = MessageFormatter.basicArrayFormat(message, arguments);
    lines.add(level + " " + text + " " + (keyValuePairs == null ? List.of() : keyValuePairs));
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  public boolean isTraceEnabled() {
    return true;
  }

  @Override
  public boolean isDebugEnabled() {
    return true;
  }

  @Override
  public boolean isInfoEnabled() {
    return true;
  }

  @Override
  public boolean isWarnEnabled() {
    return true;
  }

  @Override
  public boolean isErrorEnabled() {
    return true;
  }
}
