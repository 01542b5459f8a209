package io.weir.api.certificate;

import java.time.Duration;
import java.util.Optional;

/**
 * Keeps certificates, account keys and whatever else an issuer needs over restarts; possibly shared
 * by several weirs. All calls come on threads of their own, several at the same time, and may
 * block; an interrupt means stop.
 */
public interface CertificateStore extends AutoCloseable {

  /**
   * Reads an entry.
   *
   * @param name a relative path of letters, digits, {@code . - _ * +} and {@code /}; no part of it
   *     is empty or begins with a dot
   * @return the value, or empty if there is none
   */
  Optional<byte[]> load(String name) throws Exception;

  /**
   * Writes an entry, wholly or not at all, readable by nobody else, over the one of that name.
   *
   * @param name of the same form as for {@link #load}
   */
  void save(String name, byte[] value) throws Exception;

  /** Deletes an entry; one that is not there is no error. */
  void delete(String name) throws Exception;

  /**
   * Takes the lock on a name, across all that share the store. Waits while another holder is alive;
   * a holder that died loses the lock after {@code lease}.
   *
   * @param name what is locked, of the same form as an entry's name
   * @param lease how long the lock outlives its holder's last sign of life
   * @return the lock, freed by closing it
   */
  Lock lock(String name, Duration lease) throws Exception;

  /** Frees what it holds. Called once. */
  @Override
  default void close() throws Exception {}

  /** A lock that is held until closed. */
  interface Lock extends AutoCloseable {
    /**
     * Whether it is still held: one can be lost while its holder lives, e.g. when the store was out
     * of reach for longer than the lease. Default: it cannot.
     */
    default boolean isHeld() throws Exception {
      return true;
    }

    /** Frees the lock. */
    @Override
    void close() throws Exception;
  }
}
