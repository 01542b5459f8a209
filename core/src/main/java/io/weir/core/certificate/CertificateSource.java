package io.weir.core.certificate;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Where certificates of a server come from: files, or somebody who issues them. */
public interface CertificateSource extends AutoCloseable {

  /**
   * Those that there are now, in the order in which they count. May block.
   *
   * @throws CertificateFileException if one that has to be there cannot be used
   */
  List<NamedChain> load() throws CertificateFileException;

  /**
   * Names for which it has certificates or is to have some, in lower case; wildcards as {@code
   * *.example.org}. What it has beside them is unknown beforehand. Does not change.
   */
  default Set<String> names() {
    return Set.of();
  }

  /**
   * Begins to tell of changes. Called once, after {@link #load}.
   *
   * @param changed is told all that there are then; may be called from any thread, but not from an
   *     event loop
   */
  void watch(Consumer<List<NamedChain>> changed);

  /** Tells of no more changes. */
  @Override
  void close();
}
