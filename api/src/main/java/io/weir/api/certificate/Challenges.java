package io.weir.api.certificate;

/** How an issuer has control over a name proven; weir hands the work to the chosen responder. */
public interface Challenges {

  /**
   * Challenges that a responder answers, as weir hands them to it: what it cannot present is
   * cleaned up at once, and an answer is withdrawn once, however often it is closed.
   *
   * @param publisher what the responder may have weir answer
   */
  static Challenges answeredBy(ChallengeResponder responder, ChallengePublisher publisher) {
    return new AnsweredChallenges(responder, publisher);
  }

  /** The type that the configured responder answers, e.g. {@code "http-01"} (RFC 8555, 8). */
  String type();

  /**
   * Publishes the answer to a challenge. It stays published until the result is closed, which the
   * issuer does once the authority has looked, also after a failure.
   *
   * @param challenge what to answer
   * @throws Exception if it cannot be published
   */
  Published publish(Challenge challenge) throws Exception;

  /** A published answer. */
  interface Published extends AutoCloseable {
    /** Withdraws the answer. */
    @Override
    void close() throws Exception;
  }
}
