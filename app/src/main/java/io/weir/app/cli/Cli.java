package io.weir.app.cli;

import io.weir.app.OperatorException;
import io.weir.app.boot.Engine;
import io.weir.app.boot.Launcher;
import io.weir.app.boot.StartupTimes;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line: arguments in, exit code out. What goes wrong becomes lines on standard error
 * here and nowhere else.
 */
public final class Cli {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private final Engine engine;
  private final StartupTimes times;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  /** Prepares it; nothing is read or written yet. */
  public Cli(
      Engine engine,
      StartupTimes times,
      Map<String, String> environment,
      PrintStream out,
      PrintStream err) {
    this.engine = engine;
    this.times = times;
    this.environment = Map.copyOf(environment);
    this.out = out;
    this.err = err;
  }

  /** Runs a command line to its end and returns the exit code. */
  public int run(String... arguments) {
    Launcher launcher = new Launcher(engine, times);
    try {
      List<String> words = EnvironmentArguments.resolve(List.of(arguments), environment);
      Commands commands = commands(launcher);
      CommandLine line = commandLine(launcher, commands, commands.neededBy(words));
      int code = line.execute(words.toArray(String[]::new));
      line.getOut().flush();
      return code == 0 && out.checkError() ? notWritten() : code;
    } catch (UsageException e) {
      return wrongUsage(e);
    }
  }

  /** All commands and their options, for running one and for what describes them. */
  public CommandLine commandLine() {
    Launcher launcher = new Launcher(engine, times);
    Commands commands = commands(launcher);
    return commandLine(launcher, commands, commands.names());
  }

  private Commands commands(Launcher launcher) {
    return new Commands(engine, launcher, environment, out, err, this::commandLine);
  }

  private CommandLine commandLine(Launcher launcher, Commands commands, Set<String> needed) {
    CommandLine line = new CommandLine(new WeirCommand(launcher));
    commands.addTo(line, needed);
    addHelp(line);
    line.getSubcommands().values().forEach(Cli::addHelp);
    // A file's name may begin with "@"; picocli would take it for a file of arguments.
    line.setExpandAtFiles(false);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setExecutionStrategy(Cli::execute);
    line.setParameterExceptionHandler((e, words) ->
        needed.equals(commands.names())
            ? wrongUsage(e)
            // What is said about it names commands that are near.
            : commandLine(launcher, commands, commands.names()).execute(words));
    line.setExecutionExceptionHandler((e, command, words) -> failed(e));
    return line;
  }

  private static void addHelp(CommandLine command) {
    command
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this help and stop.")
                .build());
  }

  /** gobetween's options may come before its command or after it: weir's too, where they fit. */
  private static int execute(ParseResult parsed) {
    ParseResult command = parsed.subcommand();
    if (command != null && !command.isUsageHelpRequested()) {
      for (OptionSpec given : parsed.matchedOptions()) {
        handOver(given, command);
      }
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static void handOver(OptionSpec given, ParseResult command) {
    OptionSpec own = command.commandSpec().findOption(given.longestName());
    if (own == null) {
      throw new ParameterException(
          command.commandSpec().commandLine(),
          given.longestName() + " cannot go with " + command.commandSpec().name());
    }
    if (!command.hasMatchedOption(own)) {
      own.setValue(given.getValue());
    }
  }

  /** Whoever reads what was to be said has to know that it is not all there. */
  private int notWritten() {
    err.println("weir: standard output cannot be written to");
    return FAILED;
  }

  private int wrongUsage(ParameterException e) {
    err.println("weir: " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, e.getCommandLine().getErr());
    err.println("Try: " + e.getCommandLine().getCommandSpec().root().name() + " --help");
    return USAGE;
  }

  private int wrongUsage(UsageException e) {
    err.println("weir: " + e.getMessage());
    return USAGE;
  }

  private int failed(Exception e) {
    return switch (e) {
      case UsageException usage -> wrongUsage(usage);
      case OperatorException operator -> {
        operator.lines().forEach(line -> err.println("weir: " + line));
        yield FAILED;
      }
      default -> {
        err.println("weir: this is a fault in weir, please report it:");
        e.printStackTrace(err);
        yield FAILED;
      }
    };
  }
}
