package io.weir.core.plugin;

import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.util.Optional;

/** Makes one short line of what a plugin threw or said, fit for a log, whatever the plugin does. */
public final class Reason {
  private static final int MAX_LENGTH = 300;
  private static final int MAX_CAUSES = 10;
  private static final int MAX_FRAMES = 1000;

  private Reason() {}

  /** What went wrong, preceded by the exception's kind where its message says too little alone. */
  public static String of(Throwable thrown) {
    // A plugin's exception may override getMessage() and getCause(), and throw there.
    try {
      Optional<String> missing = missingClass(thrown);
      if (missing.isPresent()) {
        return "class " + of(missing.get()) + " is missing";
      }
      String message = thrown.getMessage();
      String name = thrown.getClass().getSimpleName();
      if (message == null || message.isBlank()) {
        return name;
      }
      return of(saysEnough(thrown) ? message : name + ": " + message);
    } catch (Throwable _) {
      return thrown.getClass().getName();
    }
  }

  /**
   * Where in a class of a plugin's own it was thrown, as {@code " at a.B.c(B.java:10)"}; empty
   * where the message tells enough, or that is not known.
   *
   * @param loader the name of the plugin's class loader
   */
  static String place(Throwable thrown, String loader) {
    // A plugin's exception may override getStackTrace(), and throw there.
    try {
      if (missingClass(thrown).isPresent() || !isForDevelopers(thrown)) {
        return "";
      }
      StackTraceElement[] stack = thrown.getStackTrace();
      for (int i = 0; i < Math.min(stack.length, MAX_FRAMES); i++) {
        StackTraceElement frame = stack[i];
        if (loader.equals(frame.getClassLoaderName())) {
          String line = frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber();
          return " at "
              + of(
                  "%s.%s(%s%s)"
                      .formatted(
                          frame.getClassName(), frame.getMethodName(), frame.getFileName(), line));
        }
      }
    } catch (Throwable _) {
      // What was thrown is told of without it.
    }
    return "";
  }

  /** Its message is missing, or written by the Java runtime for whoever has the source. */
  private static boolean isForDevelopers(Throwable thrown) {
    return switch (thrown) {
      case NullPointerException _, ClassCastException _, IndexOutOfBoundsException _ -> true;
      case RuntimeException _, Error _ ->
          thrown.getMessage() == null || thrown.getMessage().isBlank();
      default -> false;
    };
  }

  /** The same for a line that names the extension already. */
  public static String alone(Throwable thrown) {
    return thrown instanceof ExtensionException extension ? extension.reason() : of(thrown);
  }

  /** The text without line breaks and other control characters, cut where it gets long. */
  public static String of(String text) {
    String start = text.substring(0, Math.min(text.length(), MAX_LENGTH));
    String line = start.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return text.length() > MAX_LENGTH ? line + "…" : line;
  }

  /** The class that was looked for in vain, if that is what went wrong. */
  static Optional<String> missingClass(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      String message = cause.getMessage();
      boolean missing =
          cause instanceof ClassNotFoundException || cause.getClass() == NoClassDefFoundError.class;
      // The other messages of a NoClassDefFoundError are sentences.
      if (missing && message != null && !message.isEmpty() && message.indexOf(' ') < 0) {
        return Optional.of(message.replace('/', '.'));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /**
   * The message of these is only a path or a host; that of the unchecked ones is for developers.
   */
  private static boolean saysEnough(Throwable thrown) {
    return switch (thrown) {
      case FileSystemException _, UnknownHostException _, Error _ -> false;
      case RuntimeException _ -> thrown instanceof ExtensionException;
      default -> true;
    };
  }
}
