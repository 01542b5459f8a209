package io.weir.core.plugin;

import java.util.List;

/**
 * What was found in the plugins folders.
 *
 * @param extensions what the plugins offer, as far as they could be loaded
 * @param problems what is wrong with them, a line each; unless it is empty, the extensions are good
 *     for checking a configuration and for nothing else
 */
public record InstalledPlugins(ExtensionRegistries extensions, List<String> problems) {

  /** Keeps a copy. */
  public InstalledPlugins {
    problems = List.copyOf(problems);
  }

  /**
   * What they offer.
   *
   * @throws PluginException if anything is wrong with any of them; nothing stays loaded then
   */
  public ExtensionRegistries sound() {
    if (!problems.isEmpty()) {
      extensions.close();
      throw new PluginException(problems);
    }
    return extensions;
  }
}
