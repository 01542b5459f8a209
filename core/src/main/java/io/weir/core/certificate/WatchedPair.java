package io.weir.core.certificate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate and its key in files that are read again when they change.
 *
 * @param owner whose it is, for the log
 * @param files where they are
 * @param content what they hold
 */
record WatchedPair(String owner, FilePair files, WatchedFiles<KeyedChain> content) {

  /**
   * Reads a pair that has to be there.
   *
   * @throws CertificateFileException if it cannot be used
   */
  static WatchedPair read(String owner, FilePair files) throws CertificateFileException {
    return new WatchedPair(
        owner,
        files,
        WatchedFiles.read(what(owner), List.of(files.certificate(), files.key()), files::read));
  }

  /**
   * Reads a pair that may be of no use yet; the log says so then.
   *
   * @param before what stays in that case; null if there was nothing before
   */
  static WatchedPair tried(String owner, FilePair files, @Nullable KeyedChain before) {
    return new WatchedPair(
        owner,
        files,
        WatchedFiles.tried(
            what(owner), List.of(files.certificate(), files.key()), files::read, before));
  }

  private static String what(String owner) {
    return owner + ": certificate file";
  }

  /** What was good last; null if nothing was yet. */
  @Nullable NamedChain current() {
    KeyedChain chain = content.value();
    return chain == null ? null : new NamedChain(files.certificate().toString(), chain);
  }

  /** Whether another pair stands for the same certificate, though its key may be elsewhere. */
  boolean isReplacedBy(FilePair other) {
    return files.certificate().equals(other.certificate());
  }

  /** The same with its key in another file; what was good stays if that one is not. */
  WatchedPair movedTo(FilePair other) {
    return other.equals(files) ? this : tried(owner, other, content.value());
  }
}
