package io.weir.app.cli;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code weir completion}. */
@Command(
    name = "completion",
    description = {
      "Print a script that completes weir's commands and options in a shell.",
      "bash: source <(weir completion bash). zsh: weir completion zsh > DIR/_weir, DIR in fpath."
    })
final class CompletionCommand implements Callable<Integer> {
  private final Supplier<CommandLine> complete;
  private final PrintStream out;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Completion shell = Completion.BASH;

  CompletionCommand(Supplier<CommandLine> complete, PrintStream out) {
    this.complete = complete;
    this.out = out;
  }

  @Override
  public Integer call() {
    out.print(shell.script(complete.get()));
    out.flush();
    return 0;
  }
}
