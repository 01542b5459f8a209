package io.weir.api.certificate;

/**
 * How an issuer has control over a name proven; weir hands the work to the chosen responder. One
 * serves all calls of an issuer; safe for use by several threads, also by those that the issuer has
 * started.
 */
public interface Challenges {

  /**
   * Challenges that a responder answers, as weir hands them to it, also for tests: what it cannot
   * present is cleaned up at once, and an answer is withdrawn once, however often it is closed.
   *
   * @param responder answers them; whoever made it closes it
   * @param publisher what the responder may have weir answer
   * @return challenges of that responder's type
   */
  static Challenges answeredBy(ChallengeResponder responder, ChallengePublisher publisher) {
    return new AnsweredChallenges(responder, publisher);
  }

  /**
   * The type that the configured responder answers, e.g. {@code "http-01"} (RFC 8555, 8).
   *
   * @return the type; the same at every call
   */
  String type();

  /**
   * Publishes the answer to a challenge. It stays published until the result is closed, which the
   * issuer does once the authority has looked, also after a failure. Blocks until the responder
   * says that it can be seen.
   *
   * @param challenge what to answer, of the type {@link #type}
   * @return the published answer, for the issuer to close
   * @throws Exception if it cannot be published; nothing is left to be closed then
   */
  Published publish(Challenge challenge) throws Exception;

  /** A published answer. Whoever asked for it closes it; weir does not. */
  interface Published extends AutoCloseable {
    /**
     * Withdraws the answer. Blocks; further calls do nothing.
     *
     * @throws Exception if it cannot be withdrawn
     */
    @Override
    void close() throws Exception;
  }
}
