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

  /**
   * zsh takes the file for the function that completes, and calls it for the first word that is to
   * be completed. What is above only makes the function that does it.
   */
  private static final String ZSH_TAIL =
      """

      if [[ ${funcstack[1]} == _weir ]]; then
        _bash_complete -o default -F _complete_weir
      fi
      """;

  /** The script for a command line. */
  public String script(CommandLine line) {
    String bash = AutoComplete.bash(line.getCommandName(), line);
    // It works in zsh as well, by zsh's own bashcompinit.
    return this == ZSH ? ZSH_HEAD + bash + ZSH_TAIL : bash;
  }
}
