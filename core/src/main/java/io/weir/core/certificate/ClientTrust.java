package io.weir.core.certificate;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@link ClientAuthorities} of a server, in files that may change at any time. */
public final class ClientTrust implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(ClientTrust.class);

  private final String owner;
  private final WatchedFiles<ClientAuthorities> files;
  private final Duration pause;

  private ClientTrust(String owner, WatchedFiles<ClientAuthorities> files, Duration pause) {
    this.owner = owner;
    this.files = files;
    this.pause = pause;
  }

  /**
   * Reads the files.
   *
   * @param owner whose they are, e.g. {@code servers.web.tls}; for the log
   * @param authorities certificates in PEM
   * @param revoked revocation lists; null for none
   * @param pause how long it waits at least between two looks; a change is seen at the second
   * @throws CertificateFileException if one of them cannot be used
   */
  public static ClientTrust read(
      String owner, Path authorities, @Nullable Path revoked, Duration pause)
      throws CertificateFileException {
    ClientTrust trust =
        new ClientTrust(
            owner,
            WatchedFiles.read(
                owner + ": file",
                revoked == null ? List.of(authorities) : List.of(authorities, revoked),
                () -> ClientAuthorities.read(authorities, revoked)),
            pause);
    trust.warnOfDates();
    return trust;
  }

  /** What holds now. */
  public ClientAuthorities current() {
    return files.current();
  }

  /**
   * Begins to look at the files.
   *
   * @param changed is told when {@link #current} is another
   */
  public void watch(Runnable changed) {
    files.watch(
        owner + " clients",
        pause,
        () -> {
          logger.info("{}: clients are verified by new files from now on", owner);
          warnOfDates();
          changed.run();
        });
  }

  private void warnOfDates() {
    Instant now = Instant.now();
    current().revoked().stream()
        .filter(
            list -> list.getNextUpdate() != null && list.getNextUpdate().toInstant().isBefore(now))
        .forEach(list ->
            logger.warn(
                "{}: the revocation list of {} is out of date since {}; its clients are refused",
                owner,
                list.getIssuerX500Principal().getName(),
                list.getNextUpdate().toInstant()));
  }

  /** Looks at the files no more. */
  @Override
  public void close() {
    files.close();
  }
}
