package io.weir.core.plugin;

import java.util.List;

/**
 * What is found of a packaged plugin, a line each.
 *
 * @param passed what it keeps
 * @param notRun what could not be found out, with what that would take
 * @param problems what is wrong, with what was expected; empty if the plugin is good as far as was
 *     looked
 */
public record VerifiedPlugin(List<String> passed, List<String> notRun, List<String> problems) {

  /** Keeps copies. */
  public VerifiedPlugin {
    passed = List.copyOf(passed);
    notRun = List.copyOf(notRun);
    problems = List.copyOf(problems);
  }
}
