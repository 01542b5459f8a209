package io.weir.plugin.engine;

import java.io.IOException;

/**
 * Makes something of an answer.
 *
 * @param <T> what comes out of it
 */
@FunctionalInterface
public interface AnswerReader<T> {

  /**
   * Reads it, on another thread than the one that asked. What it leaves unread is given up.
   *
   * @throws IOException if it is not what was expected; the engine's address is added
   */
  T read(EngineAnswer answer) throws IOException;
}
