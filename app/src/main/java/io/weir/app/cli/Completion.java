package io.weir.app.cli;

import picocli.AutoComplete;
import picocli.CommandLine;

/** The shells that can complete weir's command line. */
public enum Completion {
  /** The script is sourced. */
  BASH,
  /** The script lies as {@code _weir} in a folder of {@code fpath}. */
  ZSH;

  /** The line by which zsh knows which command a file of its functions is for. */
  private static final String ZSH_HEAD = "#compdef weir\n";

  /** The script for a command line. */
  public String script(CommandLine line) {
    String bash = AutoComplete.bash(line.getCommandName(), line);
    // It works in zsh as well, by zsh's own bashcompinit.
    return this == ZSH ? ZSH_HEAD + bash : bash;
  }
}
