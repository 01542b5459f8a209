import io.weir.app.boot.Engine;
import io.weir.app.boot.Installation;
import io.weir.app.boot.StartupTimes;
import io.weir.app.cli.Cli;
import io.weir.app.cli.Completion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes what the tarball holds under {@code share}, from the same description of the command line
 * that the program goes by: a manual page for each command and completion for two shells.
 *
 * <p>The build runs this file with the {@code java} of the JDK 25: {@code MakeShare FOLDER VERSION}
 */
final class MakeShare {
  private static final Help.Ansi PLAIN = Help.Ansi.OFF;

  private final String version;
  private final Path pages;

  private MakeShare(Path folder, String version) {
    this.version = version;
    this.pages = folder.resolve("man/man1");
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Engine engine = new Engine(Installation.locate(null, Map.of()));
    CommandLine line =
        new Cli(engine, new StartupTimes(), Map.of(), System.out, System.err).commandLine();
    write(folder.resolve("bash-completion/completions/weir"), Completion.BASH.script(line));
    write(folder.resolve("zsh/site-functions/_weir"), Completion.ZSH.script(line));
    MakeShare share = new MakeShare(folder, args[1]);
    share.page(line);
    for (CommandLine command : visible(line)) {
      share.page(command);
    }
  }

  private static List<CommandLine> visible(CommandLine line) {
    return line.getSubcommands().values().stream()
        .distinct()
        .filter(command -> !command.getCommandSpec().usageMessage().hidden())
        .toList();
  }

  private void page(CommandLine command) throws IOException {
    CommandSpec spec = command.getCommandSpec();
    String name = pageName(command);
    String[] description = texts(spec.usageMessage().description());
    List<String> lines = new ArrayList<>();
    // No date: the page is the same whenever it is made.
    lines.add(
        ".TH "
            + name.replace("-", "\\-").toUpperCase(java.util.Locale.ROOT)
            + " 1 \"\" \"weir "
            + version
            + "\" weir");
    lines.add(".SH NAME");
    lines.add(roff(name) + " \\- " + roff(description[0]));
    lines.add(".SH SYNOPSIS");
    lines.add(
        roff(
            new Help(spec, Help.defaultColorScheme(PLAIN))
                .synopsis(0)
                .strip()
                .replaceAll("\\s+", " ")));
    lines.add(".SH DESCRIPTION");
    for (String paragraph : description) {
      lines.add(".PP");
      lines.add(roff(paragraph));
    }
    options(spec, lines);
    List<CommandLine> commands = visible(command);
    if (!commands.isEmpty()) {
      lines.add(".SH COMMANDS");
    }
    for (CommandLine sub : commands) {
      lines.add(".TP");
      lines.add("\\fB" + roff(pageName(sub)) + "\\fR(1)");
      lines.add(roff(texts(sub.getCommandSpec().usageMessage().description())[0]));
    }
    String[] notes = texts(spec.usageMessage().footer());
    if (notes.length > 0) {
      lines.add(".SH NOTES");
      for (String note : notes) {
        lines.add(".PP");
        lines.add(roff(note));
      }
    }
    if (command.getParent() != null) {
      lines.add(".SH SEE ALSO");
      lines.add("\\fBweir\\fR(1)");
    }
    write(pages.resolve(name + ".1"), String.join("\n", lines) + "\n");
  }

  private static void options(CommandSpec spec, List<String> lines) {
    lines.add(".SH OPTIONS");
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      lines.add(".TP");
      lines.add("\\fI" + roff(parameter.paramLabel()) + "\\fR");
      lines.addAll(Arrays.stream(texts(parameter.description())).map(MakeShare::roff).toList());
    }
    for (OptionSpec option : spec.options()) {
      if (option.hidden()) {
        continue;
      }
      String names =
          Arrays.stream(option.names())
              .map(name -> "\\fB" + roff(name) + "\\fR")
              .collect(Collectors.joining(", "));
      lines.add(".TP");
      lines.add(
          option.arity().max() == 0 ? names : names + "=\\fI" + roff(option.paramLabel()) + "\\fR");
      lines.addAll(Arrays.stream(texts(option.description())).map(MakeShare::roff).toList());
    }
  }

  private static String pageName(CommandLine command) {
    return command.getCommandSpec().qualifiedName("-");
  }

  /** Without the empty ones, which only make room in the help. */
  private static String[] texts(String[] raw) {
    return Arrays.stream(raw)
        .map(text -> PLAIN.string(text.formatted()))
        .filter(text -> !text.isBlank())
        .toArray(String[]::new);
  }

  /** A dot or an apostrophe at the beginning of a line would be a request, a hyphen no minus. */
  private static String roff(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
