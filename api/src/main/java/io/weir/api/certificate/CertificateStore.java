package io.weir.api.certificate;

import java.time.Duration;
import java.util.Optional;

/**
 * Keeps certificates, account keys and whatever else an issuer needs over restarts; possibly shared
 * by several weirs. One instance per process. Calls come on several threads at the same time and
 * may block (10 s, {@link #lock} 10 min); an interrupt means stop. What has to be shared by all
 * products of one process, such as locks, lies in the factory.
 *
 * <p>An entry is bytes under a name: a relative path of letters, digits, {@code . - _ * +} and
 * {@code /}; no part of it is empty or begins with a dot ({@link EntryName#checked}). weir's own
 * are a DNS name each, with a chain and its key in PEM, {@code broken/} before one that could not
 * be read, and {@code accounts/} before those of the issuer.
 */
public interface CertificateStore extends AutoCloseable {

  /**
   * Reads an entry.
   *
   * @param name which one
   * @return the value as it was saved, for the caller to keep; empty if there is none. Never a part
   *     of one that is just being saved
   * @throws IllegalArgumentException if the name is none; nothing is touched then
   * @throws Exception if it cannot be read: that is not the same as empty, which makes weir order a
   *     certificate
   */
  Optional<byte[]> load(String name) throws Exception;

  /**
   * Writes an entry, wholly or not at all, readable by nobody else, over the one of that name. When
   * it returns it outlives a crash, as far as the store promises that at all.
   *
   * @param name of the same form as for {@link #load}
   * @param value what to keep; may be empty, is not changed meanwhile, and may be secret
   * @throws IllegalArgumentException if the name is none; nothing is touched then
   * @throws Exception if it cannot be written; weir goes on with the certificate and tries to save
   *     it again
   */
  void save(String name, byte[] value) throws Exception;

  /**
   * Deletes an entry; one that is not there is no error.
   *
   * @param name of the same form as for {@link #load}
   * @throws IllegalArgumentException if the name is none; nothing is touched then
   * @throws Exception if it cannot be deleted
   */
  void delete(String name) throws Exception;

  /**
   * Takes the lock on a name, across all that share the store: other processes, other products in
   * this one, and other threads. Waits while another holder is alive; a holder that died loses the
   * lock after {@code lease}. It is not reentrant.
   *
   * @param name what is locked, of the same form as an entry's name; there need not be an entry
   * @param lease how long the lock outlives its holder's last sign of life, which is the store's to
   *     give while it is held; weir asks for 60 s
   * @return the lock, freed by closing it, on any thread. One that comes after nobody waits for it
   *     any more is closed
   * @throws IllegalArgumentException if the name is none
   * @throws InterruptedException if it was interrupted while it waited; nothing is held then
   * @throws Exception if it cannot be taken
   */
  Lock lock(String name, Duration lease) throws Exception;

  /**
   * Frees what it holds, locks among it. Called once, on a thread of its own, as the last of the
   * three kinds; weir waits for 5 s at most. By default there is nothing to free.
   *
   * @throws Exception is logged, and of no other consequence
   */
  @Override
  default void close() throws Exception {}

  /** A lock that is held until closed; one for each call of {@link CertificateStore#lock}. */
  interface Lock extends AutoCloseable {
    /**
     * Whether it is still held: one can be lost while its holder lives, e.g. when the store was out
     * of reach for longer than the lease. Asked before a new certificate is saved; may block for 10
     * s. Default: it cannot.
     *
     * @return whether nobody else can have it
     * @throws Exception if it cannot be found out; nothing is saved then
     */
    default boolean isHeld() throws Exception {
      return true;
    }

    /**
     * Frees the lock. Called once, on a thread of its own, also when whoever held it was
     * interrupted; weir waits for 5 s at most. A lock that was lost is no error.
     *
     * @throws Exception is logged, and of no other consequence
     */
    @Override
    void close() throws Exception;
  }
}
