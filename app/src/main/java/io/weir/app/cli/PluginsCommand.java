package io.weir.app.cli;

import io.weir.app.OperatorException;
import io.weir.app.boot.Engine;
import io.weir.core.EnginePlan;
import io.weir.core.config.ConfigFormat;
import io.weir.core.config.ConfigWriter;
import io.weir.core.lifecycle.StartProgress;
import io.weir.core.plugin.ExtensionRegistries;
import io.weir.core.plugin.InstalledPlugins;
import io.weir.core.plugin.VerifiedPlugin;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir plugins}. */
@Command(
    name = "plugins",
    description = {
      "List the installed plugins, what they offer and what replaces what.",
      "running: by the API of a running weir, which plugins it has loaded and how it stands with them.",
      "verify PATH: say everything that is wrong with a plugin that need not be installed: a jar, or"
          + " the folder with it and its libraries. It is loaded, and its code is run."
    })
final class PluginsCommand implements Callable<Integer> {
  private final Engine engine;
  private final PrintStream out;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration whose plugins.replace holds; none by default.")
  private @Nullable Path config;

  @Mixin private SourceOptions source = new SourceOptions();
  @Mixin private ApiOptions api = new ApiOptions();

  @ArgGroup private Detail detail = new Detail();

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description =
          "With verify: values for its keys, as balancer.nearby { zone = a }, so that what has"
              + " required keys can be made, too.")
  private @Nullable Path keys;

  @Option(
      names = "--strict",
      description =
          "With verify: what could not be tried for want of values is a problem, too; only the"
              + " contract suites of the plugin's build may be left.")
  private boolean strict;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACTION",
      description = "list, running or verify.")
  private Action action = Action.LIST;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATH",
      description = "The plugin that is verified.")
  private @Nullable Path plugin;

  /** What is to be done. */
  private enum Action {
    LIST,
    RUNNING,
    VERIFY
  }

  /** How much is told; one of them. */
  private static final class Detail {
    @Option(
        names = {"-v", "--verbose"},
        description = "List the keys of each kind, too: types, defaults and meanings.")
    private boolean verbose;

    @Option(
        names = "--json",
        description = "List all of that in JSON, with the keys, for a program.")
    private boolean json;
  }

  PluginsCommand(Engine engine, PrintStream out) {
    this.engine = engine;
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    switch (action) {
      case LIST -> list();
      case RUNNING -> running();
      case VERIFY -> verify();
    }
    return 0;
  }

  private void list() throws InterruptedException {
    if (plugin != null || keys != null || strict) {
      throw new UsageException(
          "plugins: "
              + (keys != null ? "--keys" : strict ? "--strict" : plugin)
              + " goes with verify");
    }
    if (config == null) {
      InstalledPlugins installed = engine.installedPlugins();
      try (ExtensionRegistries extensions = installed.extensions()) {
        print(extensions);
      }
      if (!installed.problems().isEmpty()) {
        out.flush();
        throw new OperatorException(installed.problems());
      }
    } else {
      try (EnginePlan plan = engine.prepare(source.of(config), StartProgress.IGNORED)) {
        print(plan.extensions());
      }
    }
  }

  private void print(ExtensionRegistries extensions) {
    PluginCatalog catalog =
        new PluginCatalog(engine.folder(), extensions.plugins(), extensions.offered());
    if (detail.json) {
      out.println(ConfigWriter.render(catalog.tree(), ConfigFormat.JSON).strip());
    } else {
      (detail.verbose ? catalog.details() : catalog.table()).forEach(out::println);
    }
  }

  private void running() throws InterruptedException {
    if (plugin != null || keys != null || strict || config != null || detail.verbose) {
      throw new UsageException(
          "plugins: running takes no option but --api, --token-file and --json");
    }
    String answer = api.get("/plugins");
    if (detail.json) {
      out.println(answer);
    } else {
      RunningPlugins.parse(answer).table(engine.folder()).lines().forEach(out::println);
    }
  }

  private void verify() throws InterruptedException {
    if (plugin == null) {
      throw new UsageException("plugins: verify needs the plugin's PATH");
    }
    if (config != null || detail.verbose || detail.json) {
      throw new UsageException("plugins: verify takes no option but --keys, --format and --strict");
    }
    VerifiedPlugin verified = engine.verify(plugin, keys, source.format());
    verified.passed().forEach(line -> out.println("good     " + line));
    verified.notes().forEach(line -> out.println("note     " + line));
    verified.notRun().forEach(line -> out.println("not run  " + line));
    verified.contracts().forEach(line -> out.println("not run  " + line));
    List<String> problems = new ArrayList<>(verified.problems());
    if (strict) {
      verified.notRun().forEach(line -> problems.add("not run: " + line));
    }
    if (!problems.isEmpty()) {
      out.flush();
      throw new OperatorException(problems);
    }
    boolean all = verified.notRun().isEmpty() && verified.contracts().isEmpty();
    out.println(plugin + " is good" + (all ? "" : ", as far as it was looked at: see \"not run\""));
  }
}
