package io.weir.core.config;

/** A rule that each server's section has to keep, beyond the types of its keys. */
@FunctionalInterface
public interface ServerRule {

  /**
   * Checks one server.
   *
   * @param server its name
   * @param config its section, defaults filled in
   * @param problems takes what is wrong
   */
  void check(String server, ServerConfig config, SectionProblems problems);
}
