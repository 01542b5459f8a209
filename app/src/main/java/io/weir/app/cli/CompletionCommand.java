package io.weir.app.cli;

import java.io.PrintStream;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir completion}. */
@Command(
    name = "completion",
    description = {
      "Print a script that completes weir's commands and options in a shell.",
      "bash: source <(weir completion bash). zsh: weir completion zsh > DIR/_weir, DIR in fpath."
    })
final class CompletionCommand implements Callable<Integer> {
  private final PrintStream out;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Completion shell = Completion.BASH;

  CompletionCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    out.print(shell.script(Objects.requireNonNull(spec).root().commandLine()));
    out.flush();
    return 0;
  }
}
