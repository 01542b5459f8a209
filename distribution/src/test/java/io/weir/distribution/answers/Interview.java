package io.weir.distribution.answers;

import java.io.IOException;
import tools.jackson.databind.node.ObjectNode;

/**
 * A configuration, and the questions that are put to a program which runs with it: the same ones
 * whichever program it is.
 */
abstract class Interview {
  private final String name;

  /** What its configuration and its recorded answers are filed under. */
  Interview(String name) {
    this.name = name;
  }

  final String name() {
    return name;
  }

  /** TOML that gobetween 0.8.2 understands. */
  String configuration() throws IOException {
    return Records.text(name + ".toml");
  }

  /**
   * Asks everything.
   *
   * @param program what has just been started with the configuration; it may not serve yet
   * @return an answer for each question, without what differs from run to run
   */
  abstract ObjectNode ask(AskedProgram program) throws Exception;
}
