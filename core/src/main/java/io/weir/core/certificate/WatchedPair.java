package io.weir.core.certificate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pair of files that is read again when they change. */
final class WatchedPair {
  private static final Logger logger = LoggerFactory.getLogger(WatchedPair.class);

  private final String owner;
  private final FilePair files;
  private final SettledChange<List<FileStamp>> change;
  private @Nullable KeyedChain chain;

  private WatchedPair(String owner, FilePair files, @Nullable KeyedChain chain) {
    this.owner = owner;
    this.files = files;
    this.chain = chain;
    this.change = new SettledChange<>(stamps());
  }

  /**
   * Reads a pair that has to be there.
   *
   * @throws CertificateFileException if it cannot be used
   */
  static WatchedPair read(String owner, FilePair files) throws CertificateFileException {
    WatchedPair pair = new WatchedPair(owner, files, null);
    pair.chain = files.read();
    return pair;
  }

  /**
   * Reads a pair that may be of no use yet; the log says so then.
   *
   * @param before what stays in that case; null if there was nothing before
   */
  static WatchedPair tried(String owner, FilePair files, @Nullable KeyedChain before) {
    WatchedPair pair = new WatchedPair(owner, files, before);
    pair.readAgain();
    return pair;
  }

  FilePair files() {
    return files;
  }

  /** What was good last; null if nothing was yet. */
  @Nullable NamedChain current() {
    return chain == null ? null : new NamedChain(files.certificate().toString(), chain);
  }

  /** Whether another pair stands for the same certificate, though its key may be elsewhere. */
  boolean isReplacedBy(FilePair other) {
    return files.certificate().equals(other.certificate());
  }

  /** The same with its key in another file; what was good stays if that one is not. */
  WatchedPair movedTo(FilePair other) {
    return other.equals(files) ? this : tried(owner, other, chain);
  }

  private List<FileStamp> stamps() {
    return List.of(FileStamp.of(files.certificate()), FileStamp.of(files.key()));
  }

  /** Looks whether the files have changed. */
  void look() {
    if (change.isDue(stamps())) {
      readAgain();
    }
  }

  private void readAgain() {
    try {
      chain = files.read();
    } catch (CertificateFileException e) {
      logger.warn(
          "{}: certificate file {}; {}",
          owner,
          e.getMessage(),
          chain == null ? "it is left out until it is mended" : "the one before stays");
    }
  }
}
