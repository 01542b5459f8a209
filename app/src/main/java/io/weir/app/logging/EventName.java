package io.weir.app.logging;

/** What an event is logged under: weir's own loggers by their class alone, the others in full. */
final class EventName {
  private static final String OWN = "io.weir.";

  private EventName() {}

  static String of(String logger) {
    return logger.startsWith(OWN) ? logger.substring(logger.lastIndexOf('.') + 1) : logger;
  }
}
