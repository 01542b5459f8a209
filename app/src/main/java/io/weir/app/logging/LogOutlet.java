package io.weir.app.logging;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import io.weir.app.OperatorException;
import io.weir.core.config.LogOutput;
import io.weir.core.config.RotationConfig;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What writes the events of a log as lines to where its {@code output} says. Started, used and
 * stopped by one thread, which may have to wait for the output.
 *
 * @param <E> the events
 */
final class LogOutlet<E> {
  /** Logback takes the name apart by a regular expression, and "%" for the beginning of a date. */
  private static final Pattern ROTATABLE = Pattern.compile("([^%\\\\]*/)?[A-Za-z0-9._-]+");

  private final OutputStreamAppender<E> appender;
  private final LogStream stream;

  private LogOutlet(OutputStreamAppender<E> appender, LogStream stream) {
    this.appender = appender;
    this.stream = stream;
  }

  /** What an outlet is made of, under the keys of its section. */
  record Settings(String section, String output, Optional<RotationConfig> rotation) {}

  /**
   * Makes one; nothing is written yet.
   *
   * @throws OperatorException if the output is a file that cannot be appended to
   */
  static <E> LogOutlet<E> of(Settings settings, Layout<E> layout, Context context, LostLines lost) {
    LogStream stream =
        switch (settings.output()) {
          case LogOutput.STDOUT -> LogStream.to(LogOutput.STDOUT, FileDescriptor.out, lost);
          case LogOutput.STDERR -> LogStream.to(LogOutput.STDERR, FileDescriptor.err, lost);
          default -> LogStream.to(appendable(settings), lost);
        };
    OutputStreamAppender<E> appender =
        settings
            .rotation()
            .<OutputStreamAppender<E>>map(rotation -> rotated(settings, rotation, stream, context))
            .orElseGet(() -> {
              OutputStreamAppender<E> plain = new OutputStreamAppender<>();
              plain.setOutputStream(stream);
              return plain;
            });
    appender.setContext(context);
    appender.setEncoder(encoder(layout, context));
    appender.setImmediateFlush(false);
    return new LogOutlet<>(appender, stream);
  }

  void start() {
    appender.start();
  }

  void append(E event) {
    appender.doAppend(event);
  }

  /** Hands what was appended to the operating system. */
  void flush() {
    stream.flush();
  }

  /** Whether the output could not be written to the last time. */
  boolean failing() {
    return stream.failing();
  }

  void stop() {
    appender.stop();
    stream.close();
  }

  static <E> LayoutWrappingEncoder<E> encoder(Layout<E> layout, Context context) {
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<E> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }

  private static <E> LogFile<E> rotated(
      Settings settings, RotationConfig rotation, LogStream stream, Context context) {
    String path = Path.of(settings.output()).toAbsolutePath().toString();
    if (!Files.isRegularFile(Path.of(path)) || !ROTATABLE.matcher(path).matches()) {
      throw OperatorException.about(
          settings.section() + ".rotation",
          '"'
              + settings.output()
              + "\" cannot be rotated (expected: a file whose name has only letters, digits, ., _"
              + " and -, in a folder whose path has no % or \\)");
    }
    LogFile<E> file = new LogFile<>(stream);
    file.setFile(path);
    TimeBasedRollingPolicy<E> policy =
        rotation
            .maxSize()
            .map(size -> LogOutlet.<E>bySize(size.bytes()))
            .orElseGet(TimeBasedRollingPolicy::new);
    policy.setContext(new RotationContext(context));
    policy.setParent(file);
    policy.setFileNamePattern(
        path
            + switch (rotation.every()) {
              case HOUR -> ".%d{yyyy-MM-dd_HH}";
              case DAY -> ".%d{yyyy-MM-dd}";
              case MONTH -> ".%d{yyyy-MM}";
            }
            + (rotation.maxSize().isPresent() ? ".%i" : "")
            + (rotation.compress() ? ".gz" : ""));
    policy.setMaxHistory(rotation.keep());
    rotation.maxTotalSize().ifPresent(size -> policy.setTotalSizeCap(new FileSize(size.bytes())));
    policy.setCleanHistoryOnStart(true);
    policy.start();
    file.setRollingPolicy(policy);
    return file;
  }

  private static <E> TimeBasedRollingPolicy<E> bySize(long bytes) {
    SizeAndTimeBasedRollingPolicy<E> policy = new SizeAndTimeBasedRollingPolicy<>();
    policy.setMaxFileSize(new FileSize(bytes));
    return policy;
  }

  /** The file, found or made; a pipe or device is not opened, which could take for ever. */
  private static Path appendable(Settings settings) {
    try {
      Path path = Path.of(settings.output());
      if (!Files.exists(path) || Files.isRegularFile(path) || Files.isDirectory(path)) {
        Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      }
      return path;
    } catch (NoSuchFileException e) {
      throw unusable(settings, "its folder does not exist");
    } catch (IOException | InvalidPathException e) {
      throw unusable(settings, e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static OperatorException unusable(Settings settings, String why) {
    return OperatorException.about(
        settings.section() + ".output",
        '"'
            + settings.output()
            + "\" (expected: stdout, stderr or a file that can be appended to). "
            + why);
  }
}
