package io.weir.core.plugin;

import java.util.List;

/** Plugins cannot be loaded: everything that is wrong with them, a line each, for the operator. */
public final class PluginException extends RuntimeException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // List.copyOf gives a serializable one.
  private final List<String> lines;

  PluginException(List<String> problems) {
    super(String.join("\n", problems));
    this.lines = List.copyOf(problems);
  }

  PluginException(String problem) {
    this(List.of(problem));
  }

  /** The problems, a line each. */
  public List<String> lines() {
    return lines;
  }
}
