package io.weir.core.certificate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Certificates in files: some that are named one by one, and those of a folder. They are looked at
 * again and again. What cannot be used is refused with a line in the log, and the one before stays,
 * for as long as its file is there.
 */
public final class CertificateFiles implements CertificateSource {
  private static final Logger logger = LoggerFactory.getLogger(CertificateFiles.class);

  private final String owner;
  private final List<FilePair> named;
  private final @Nullable Path folder;
  private final Duration pause;

  /** Both are touched by the thread that loads, and then only by the one that watches. */
  private final List<WatchedPair> pairs = new ArrayList<>();

  private @Nullable SettledChange<List<FilePair>> listing;

  private volatile @Nullable Watch watch;

  /**
   * Reads nothing yet.
   *
   * @param owner whose they are, e.g. {@code servers.web.tls}; for the log
   * @param named those that have to be there, the default first
   * @param folder where more of them are, by name; null if there is none
   * @param pause how long it waits at least between two looks; a change is seen at the second
   */
  public CertificateFiles(
      String owner, List<FilePair> named, @Nullable Path folder, Duration pause) {
    this.owner = owner;
    this.named = List.copyOf(named);
    this.folder = folder;
    this.pause = pause;
  }

  @Override
  public List<NamedChain> load() throws CertificateFileException {
    for (FilePair files : named) {
      pairs.add(WatchedPair.read(owner, files));
    }
    if (folder != null) {
      List<FilePair> found = list(folder);
      listing = new SettledChange<>(found);
      found.forEach(files -> pairs.add(WatchedPair.tried(owner, files, null)));
      if (current().isEmpty()) {
        throw new CertificateFileException(
            folder, false, "a folder with a certificate and its key, NAME.crt and NAME.key");
      }
    }
    return current();
  }

  private static List<FilePair> list(Path folder) throws CertificateFileException {
    try {
      return CertificateFolder.pairs(folder);
    } catch (IOException e) {
      throw new CertificateFileException(folder, false, "a folder that weir may read");
    }
  }

  private List<NamedChain> current() {
    return pairs.stream().map(WatchedPair::current).filter(Objects::nonNull).toList();
  }

  @Override
  public void watch(Consumer<List<NamedChain>> changed) {
    watch = Watch.start(owner, pause, () -> look(changed));
  }

  private void look(Consumer<List<NamedChain>> changed) {
    List<NamedChain> before = current();
    if (folder != null && listing != null) {
      lookAround(folder, listing);
    }
    pairs.forEach(pair -> pair.content().look());
    List<NamedChain> now = current();
    if (!now.equals(before) && !now.isEmpty()) {
      changed.accept(now);
    }
  }

  /** A folder that cannot be read, or has nothing in it, is one that is being exchanged. */
  private void lookAround(Path readable, SettledChange<List<FilePair>> change) {
    try {
      List<FilePair> found = CertificateFolder.pairs(readable);
      if (!found.isEmpty() && change.isDue(found)) {
        follow(found);
      }
    } catch (IOException e) {
      logger.debug("{}: folder {} cannot be read: {}", owner, readable, e.toString());
    }
  }

  private void follow(List<FilePair> found) {
    List<WatchedPair> known = new ArrayList<>(pairs.subList(named.size(), pairs.size()));
    List<WatchedPair> next = new ArrayList<>(pairs.subList(0, named.size()));
    for (FilePair files : found) {
      next.add(
          known.stream()
              .filter(pair -> pair.isReplacedBy(files))
              .findFirst()
              .map(pair -> pair.movedTo(files))
              .orElseGet(() -> WatchedPair.tried(owner, files, null)));
    }
    known.stream()
        .filter(pair -> found.stream().noneMatch(pair::isReplacedBy))
        .forEach(
            pair -> logger.info("{}: certificate {} is gone", owner, pair.files().certificate()));
    pairs.clear();
    pairs.addAll(next);
  }

  @Override
  public void close() {
    Watch running = watch;
    if (running != null) {
      running.close();
    }
  }
}
