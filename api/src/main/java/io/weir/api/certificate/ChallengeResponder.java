package io.weir.api.certificate;

/**
 * Answers challenges of one type. One instance per process; calls for several names overlap. All
 * calls come on threads of their own and may block; an interrupt means stop.
 */
public interface ChallengeResponder extends AutoCloseable {

  /** The type it answers, e.g. {@code "dns-01"}. */
  String type();

  /**
   * Makes the answer visible, and returns when it is.
   *
   * @param challenge what to answer
   * @param publisher what weir can publish on its own sockets; a responder that uses none ignores
   *     it
   */
  void present(Challenge challenge, ChallengePublisher publisher) throws Exception;

  /** Takes the answer away. Called once for each {@link #present}, also if that failed. */
  void cleanUp(Challenge challenge, ChallengePublisher publisher) throws Exception;

  /** Frees what it holds. Called once. */
  @Override
  default void close() throws Exception {}
}
