package io.weir.app.boot;

import io.weir.app.OperatorException;
import io.weir.core.EnginePlan;
import io.weir.core.ReloadPlan;
import io.weir.core.StartException;
import io.weir.core.Weir;
import io.weir.core.acme.KeptCertificate;
import io.weir.core.config.ConfigDifference;
import io.weir.core.config.ConfigException;
import io.weir.core.config.ConfigFormat;
import io.weir.core.config.ConfigSchema;
import io.weir.core.config.ConfigSource;
import io.weir.core.config.ConfigTranslation;
import io.weir.core.config.ConfigWriter;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.lifecycle.StartProgress;
import io.weir.core.plugin.InstalledPlugins;
import io.weir.core.plugin.PluginException;
import io.weir.core.plugin.VerifiedPlugin;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The engine as this process has it: with the plugins installed here, its problems told as lines.
 */
public final class Engine {
  private final Installation installation;

  /** Prepares it; nothing is read yet. */
  public Engine(Installation installation) {
    this.installation = installation;
  }

  /** The folder that weir is installed in. */
  public Path folder() {
    return installation.folder();
  }

  /**
   * Reads and checks a configuration and the plugins.
   *
   * @param progress hears of the phases of the start
   * @throws OperatorException if something is wrong with either
   */
  public EnginePlan prepare(ConfigRequest request, StartProgress progress)
      throws InterruptedException {
    return explained(() ->
        Weir.prepare(
            request.place().read(),
            request.environmentVariables(),
            installation.plugins(),
            installation.state(),
            progress));
  }

  /**
   * Checks the plugins alone, as if nothing were configured.
   *
   * @throws OperatorException if something is wrong with them
   */
  public EnginePlan prepareNothing() {
    ConfigSource nothing = ConfigSource.text("no configuration", "", ConfigFormat.HOCON);
    return explained(() ->
        Weir.prepare(
            nothing, false, installation.plugins(), installation.state(), StartProgress.IGNORED));
  }

  /**
   * Loads the plugins alone, whatever is wrong with some of them.
   *
   * @throws OperatorException if a protocol's jar is broken
   */
  public InstalledPlugins installedPlugins() {
    return explained(() -> Weir.installed(installation.plugins(), installation.state()));
  }

  /**
   * The same configuration in another format. Neither the engine nor a plugin looks at it.
   *
   * @throws OperatorException if it cannot be read, or cannot be written in that format
   */
  public ConfigTranslation translate(ConfigRequest request, ConfigFormat format)
      throws InterruptedException {
    return explained(() -> {
      ConfigSource source = request.place().read();
      return request.environmentVariables()
          ? ConfigTranslation.of(source, format, System.getenv())
          : ConfigTranslation.of(source, format);
    });
  }

  /**
   * The JSON Schema of everything that can be configured here.
   *
   * @throws OperatorException if something is wrong with the plugins
   */
  public String schema() {
    try (EnginePlan plan = prepareNothing()) {
      return ConfigWriter.render(ConfigSchema.of(plan.extensions().catalog()), ConfigFormat.JSON);
    }
  }

  /**
   * Looks at a packaged plugin as it would be loaded here, wherever it lies.
   *
   * @param plugin its jar, or the folder with it and its libraries
   * @param keys a file with values of its keys, a section for each kind; null if there is none
   * @param format that file's; null if its ending tells
   * @throws OperatorException if that file cannot be read, or there is no room for what it keeps
   */
  public VerifiedPlugin verify(Path plugin, @Nullable Path keys, @Nullable ConfigFormat format)
      throws InterruptedException {
    return explained(() -> {
      ConfigSource values =
          keys == null
              ? ConfigSource.text("no values", "", ConfigFormat.HOCON)
              : ConfigSource.file(keys, format);
      try (ScratchFolder state = ScratchFolder.create()) {
        return Weir.verify(plugin, installation.plugins(), values, state.path());
      }
    });
  }

  /**
   * What is kept of the certificates that it obtains.
   *
   * @throws OperatorException if it cannot be read
   */
  public List<KeptCertificate> keptCertificates(EnginePlan plan) throws InterruptedException {
    return explained(plan::keptCertificates);
  }

  /**
   * Starts what was prepared.
   *
   * @param log hears of every connection that has ended
   * @throws OperatorException if it does not start
   */
  public Weir start(EnginePlan plan, ConnectionLog log) {
    return explained(() -> plan.start(log));
  }

  /**
   * Reads and checks the configuration again, and says what it would change; nothing is changed.
   *
   * @throws OperatorException if something is wrong with it
   */
  ReloadPlan planReload(Weir weir, ConfigRequest request) throws InterruptedException {
    return explained(() -> weir.planReload(request.place().read(), request.environmentVariables()));
  }

  /**
   * Has weir go on by it.
   *
   * @return what was changed
   * @throws OperatorException if something of it cannot be; nothing is changed then
   */
  ConfigDifference apply(Weir weir, ReloadPlan plan) {
    return explained(() -> weir.apply(plan));
  }

  /** Something that may be interrupted, or throw whatever else. */
  @FunctionalInterface
  private interface Work<T, X extends Exception> {
    T get() throws X;
  }

  private static <T, X extends Exception> T explained(Work<T, X> work) throws X {
    try {
      return work.get();
    } catch (ConfigException e) {
      throw new OperatorException(e.lines());
    } catch (PluginException e) {
      throw new OperatorException(e.lines());
    } catch (StartException e) {
      throw new OperatorException(e.lines());
    }
  }
}
