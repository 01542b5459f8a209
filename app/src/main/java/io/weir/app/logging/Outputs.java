package io.weir.app.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.weir.app.OperatorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The places that log lines can go to, started. */
final class Outputs {
  static final String STDOUT = "stdout";
  static final String STDERR = "stderr";

  private Outputs() {}

  /** Where {@code logging.output} says. */
  static Appender<ILoggingEvent> named(
      LoggerContext context, String output, Layout<ILoggingEvent> layout) {
    return output.equals(STDOUT) || output.equals(STDERR)
        ? console(context, output, layout)
        : file(context, output, layout);
  }

  static Appender<ILoggingEvent> console(
      LoggerContext context, String stream, Layout<ILoggingEvent> layout) {
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setTarget(stream.equals(STDERR) ? "System.err" : "System.out");
    return started(context, appender, layout);
  }

  private static Appender<ILoggingEvent> file(
      LoggerContext context, String path, Layout<ILoggingEvent> layout) {
    requireAppendable(path);
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setFile(path);
    appender.setAppend(true);
    return started(context, appender, layout);
  }

  /** Logback would only note a file that cannot be opened in a list of its own, and log nowhere. */
  private static void requireAppendable(String path) {
    try {
      Files.newOutputStream(Path.of(path), StandardOpenOption.CREATE, StandardOpenOption.APPEND)
          .close();
    } catch (NoSuchFileException e) {
      throw unusable(path, "its folder does not exist");
    } catch (IOException | InvalidPathException e) {
      throw unusable(path, e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static OperatorException unusable(String path, String why) {
    return new OperatorException(
        "logging.output: \""
            + path
            + "\" (expected: stdout, stderr or a file that can be appended to). "
            + why);
  }

  private static Appender<ILoggingEvent> started(
      LoggerContext context,
      OutputStreamAppender<ILoggingEvent> appender,
      Layout<ILoggingEvent> layout) {
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
