package io.weir.api.certificate;

/**
 * Answers challenges of one type. One instance per process; calls for several names overlap. {@link
 * #present} and {@link #cleanUp} are called through {@link Challenges}, on the thread on which the
 * issuer is at work and within its 10 min; they may block, and an interrupt means stop.
 */
public interface ChallengeResponder extends AutoCloseable {

  /**
   * The type it answers, e.g. {@code "dns-01"}. Asked once, when it was made and on the same
   * thread; null, and what it throws, stop the start.
   *
   * @return the type, as the authority spells it
   */
  String type();

  /**
   * Makes the answer visible, and returns when the authority can see it.
   *
   * @param challenge what to answer
   * @param publisher what weir can publish on its own sockets; a responder that uses none ignores
   *     it
   * @throws Exception if it cannot be made visible: the message, which must not show the answer, is
   *     what the issuer is told. {@link #cleanUp} is called at once, also after an error
   */
  void present(Challenge challenge, ChallengePublisher publisher) throws Exception;

  /**
   * Takes the answer away. Called once for each {@link #present} that has returned or thrown an
   * exception, also if there is nothing to take away, which is no error. It comes after an
   * interrupt, too; when weir ends it has 10 s then.
   *
   * @param challenge the same as was presented
   * @param publisher the same
   * @throws Exception if it cannot be taken away; the issuer is told, who goes on if the
   *     certificate is there
   */
  void cleanUp(Challenge challenge, ChallengePublisher publisher) throws Exception;

  /**
   * Frees what it holds. Called once, on a thread of its own, after the issuer was closed; weir
   * waits for 5 s at most. By default there is nothing to free.
   *
   * @throws Exception is logged, and of no other consequence
   */
  @Override
  default void close() throws Exception {}
}
