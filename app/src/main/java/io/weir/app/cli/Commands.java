package io.weir.app.cli;

import io.weir.app.boot.Engine;
import io.weir.app.boot.Launcher;
import io.weir.app.demo.Demo;
import java.io.PrintStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The commands by name, in the order of the help. Reading a command's options takes time at every
 * start, so a command is made only where it is named, or where all of them are to be told of.
 */
final class Commands {
  private static final Set<String> HELP = Set.of("-h", "--help");

  /** Options that say what to do without any command. */
  private static final Set<String> STARTS = Set.of("-c", "-v", "--version");

  private static final String CONFIG = "--config";

  private final Map<String, Supplier<Callable<Integer>>> all = new LinkedHashMap<>();

  /**
   * Makes none yet.
   *
   * @param complete the command line with all its commands
   */
  Commands(
      Engine engine,
      Launcher launcher,
      Map<String, String> environment,
      PrintStream out,
      PrintStream err,
      Supplier<CommandLine> complete) {
    all.put("from-file", () -> new FromFileCommand(launcher));
    all.put("from-url", () -> new FromUrlCommand(launcher));
    all.put("from-consul", () -> new FromConsulCommand(launcher, environment));
    all.put("check", () -> new CheckCommand(engine, out));
    all.put("convert", () -> new ConvertCommand(engine, out, err));
    all.put("acme", () -> new AcmeCommand(engine, Clock.systemUTC(), out));
    all.put("reload", () -> new ReloadCommand(out));
    all.put("plugins", () -> new PluginsCommand(engine, out));
    all.put("schema", () -> new SchemaCommand(engine, out));
    all.put("completion", () -> new CompletionCommand(complete, out));
    all.put("hash-password", () -> new HashPasswordCommand(System.in, out));
    all.put("demo", () -> new DemoCommand(new Demo(engine, out)));
    all.put("demo-backend", DemoBackendCommand::new);
  }

  Set<String> names() {
    return all.keySet();
  }

  /**
   * The names of those that a command line can be about. A word that is an option's value may be a
   * command's name too; that one is made for nothing then.
   */
  Set<String> neededBy(List<String> words) {
    List<String> named = words.stream().filter(all::containsKey).toList();
    boolean enough = !named.isEmpty() || words.stream().anyMatch(Commands::isEnough);
    return enough && words.stream().noneMatch(HELP::contains) ? Set.copyOf(named) : names();
  }

  private static boolean isEnough(String word) {
    return STARTS.contains(word) || word.equals(CONFIG) || word.startsWith(CONFIG + "=");
  }

  /** Makes those of some names. */
  void addTo(CommandLine line, Set<String> names) {
    all.forEach((name, command) -> {
      if (names.contains(name)) {
        line.addSubcommand(name, command.get());
      }
    });
  }
}
