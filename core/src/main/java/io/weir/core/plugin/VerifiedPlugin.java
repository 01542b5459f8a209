package io.weir.core.plugin;

import java.util.List;

/**
 * What is found of a packaged plugin, a line each.
 *
 * @param passed what it keeps
 * @param notes what is no fault of the plugin's, but good to know
 * @param notRun what could not be found out, with what that would take
 * @param contracts what is for its author alone to run
 * @param problems what is wrong, with what was expected; empty if the plugin is good as far as was
 *     looked
 */
public record VerifiedPlugin(
    List<String> passed,
    List<String> notes,
    List<String> notRun,
    List<String> contracts,
    List<String> problems) {

  /** Keeps copies. */
  public VerifiedPlugin {
    passed = List.copyOf(passed);
    notes = List.copyOf(notes);
    notRun = List.copyOf(notRun);
    contracts = List.copyOf(contracts);
    problems = List.copyOf(problems);
  }
}
