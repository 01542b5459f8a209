package io.weir.core.certificate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What files hold, read again when they change. What cannot be used is refused with a line in the
 * log, and what was good before stays.
 *
 * @param <V> what they hold; compared by {@code equals}
 */
public final class WatchedFiles<V> implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(WatchedFiles.class);

  private final String what;
  private final List<Path> files;
  private final Reading<V> reading;
  private final SettledChange<List<FileStamp>> change;
  private volatile @Nullable V value;
  private volatile @Nullable Watch watch;

  /**
   * Reads files.
   *
   * @param <V> what they hold
   */
  @FunctionalInterface
  public interface Reading<V> {
    /**
     * Reads them. May block.
     *
     * @throws CertificateFileException if one cannot be used
     */
    V read() throws CertificateFileException;
  }

  private WatchedFiles(String what, List<Path> files, Reading<V> reading, @Nullable V value) {
    this.what = what;
    this.files = List.copyOf(files);
    this.reading = reading;
    this.value = value;
    this.change = new SettledChange<>(stamps());
  }

  /**
   * Reads files that have to be there.
   *
   * @param what whose they are, and what; for the log
   * @param files where it is seen that they have changed
   * @param reading reads them
   * @throws CertificateFileException if they cannot be used
   */
  public static <V> WatchedFiles<V> read(String what, List<Path> files, Reading<V> reading)
      throws CertificateFileException {
    WatchedFiles<V> watched = new WatchedFiles<>(what, files, reading, null);
    watched.value = reading.read();
    return watched;
  }

  /**
   * Reads files that may be of no use yet; the log says so then.
   *
   * @param before what stays in that case; null if there was nothing before
   */
  static <V> WatchedFiles<V> tried(
      String what, List<Path> files, Reading<V> reading, @Nullable V before) {
    WatchedFiles<V> watched = new WatchedFiles<>(what, files, reading, before);
    watched.readAgain();
    return watched;
  }

  /** What was good last; null if nothing was yet. */
  @Nullable V value() {
    return value;
  }

  /** What was good last, of files that have to be there. */
  public V current() {
    return Objects.requireNonNull(value);
  }

  /**
   * Begins to look at the files by itself.
   *
   * @param name for the thread's name
   * @param pause how long it waits at least between two looks; a change is seen at the second
   * @param changed is told when they hold something else
   */
  public void watch(String name, Duration pause, Runnable changed) {
    watch =
        Watch.start(
            name,
            pause,
            () -> {
              if (look()) {
                changed.run();
              }
            });
  }

  /** Looks at them no more. */
  @Override
  public void close() {
    Watch running = watch;
    if (running != null) {
      running.close();
    }
  }

  private List<FileStamp> stamps() {
    return files.stream().map(FileStamp::of).toList();
  }

  /**
   * Looks whether the files have changed.
   *
   * @return whether they hold something else now
   */
  boolean look() {
    V before = value;
    if (change.isDue(stamps())) {
      readAgain();
    }
    V now = value;
    return now != null && !now.equals(before);
  }

  private void readAgain() {
    try {
      value = reading.read();
    } catch (CertificateFileException e) {
      logger.warn(
          "{} {}; {}",
          what,
          e.getMessage(),
          value == null ? "it is left out until it is mended" : "the one before stays");
    }
  }
}
