package io.weir.core.plugin;

import io.weir.api.certificate.IssuanceException;
import io.weir.api.config.InvalidConfigException;
import java.util.concurrent.Callable;
import org.slf4j.Logger;

/**
 * The border between weir and one plugin's code. Every call across it runs with the plugin's loader
 * as the context loader, and whatever it throws comes back as a plain exception with one line, so
 * that no class of a plugin's has to be dealt with anywhere else.
 */
final class PluginGuard {
  private final PluginInfo info;
  private final PluginClassLoader loader;
  private final PluginUse use;
  private final Logger pluginLog;

  PluginGuard(PluginInfo info, PluginClassLoader loader, PluginUse use, Logger pluginLog) {
    this.info = info;
    this.loader = loader;
    this.use = use;
    this.pluginLog = pluginLog;
  }

  PluginInfo info() {
    return info;
  }

  ClassLoader loader() {
    return loader;
  }

  /** Whether a class is one of its own, or of its libraries. */
  boolean owns(Class<?> type) {
    return type.getClassLoader() == loader;
  }

  /** Who needs its classes. */
  PluginUse use() {
    return use;
  }

  /** Where the plugin itself logs. */
  Logger pluginLog() {
    return pluginLog;
  }

  /** Calls the plugin for none of its products. */
  <R> R call(String what, Callable<R> call) throws Exception {
    return call(what, loader, call);
  }

  /**
   * Calls the plugin.
   *
   * @param what the subject of the error line
   * @param context the context class loader of the call
   * @throws InterruptedException if the plugin was interrupted
   * @throws InvalidConfigException as the plugin threw it
   * @throws IssuanceException as the plugin threw it
   * @throws ExtensionException for everything else, a result of null among it
   */
  <R> R call(String what, ClassLoader context, Callable<R> call) throws Exception {
    R result;
    // Every Throwable, errors of the virtual machine too: a stack that overflowed or memory that
    // ran out in a plugin ends its call; whether it ends the process is for the JVM's options.
    try (ContextLoader _ = ContextLoader.switchTo(context)) {
      result = call.call();
    } catch (Throwable e) {
      throw translate(what, e);
    }
    if (result == null) {
      throw new ExtensionException(what, "it returned null");
    }
    return result;
  }

  private Exception translate(String what, Throwable thrown) {
    logStack(what, thrown);
    return switch (thrown) {
      // No plugin sees this class: it is weir's own finding about the plugin.
      case ExtensionException e -> e;
      case InterruptedException e -> e;
      case InvalidConfigException e ->
          new InvalidConfigException(Reason.of(e.key()), Reason.of(e.expected()));
      case IssuanceException e -> new IssuanceException(what + ": " + Reason.of(e), e.retryAfter());
      case RuntimeException _, Error _ -> new ExtensionException(what, reason(thrown));
      // A checked one is how a plugin says that something else does not work.
      default -> new ExtensionException(what, reason(thrown), false);
    };
  }

  /**
   * One line, with where it was where that helps, and advice where a library seems to be missing.
   */
  String reason(Throwable thrown) {
    return Reason.of(thrown) + Reason.place(thrown, loader.getName()) + adviceFor(thrown);
  }

  private String adviceFor(Throwable thrown) {
    try {
      return Reason.missingClass(thrown).map(this::adviceForMissing).orElse("");
    } catch (Throwable _) {
      // The plugin's own exception threw; Reason.of() has dealt with that, too.
      return "";
    }
  }

  private String adviceForMissing(String className) {
    return className.startsWith("io.weir.core.")
        ? " (plugins see nothing of weir but io.weir.api)"
        : " (expected: in " + info.jar() + " or in a library beside it, in a folder of its own)";
  }

  private void logStack(String what, Throwable thrown) {
    if (pluginLog.isDebugEnabled() && !(thrown instanceof InterruptedException)) {
      try {
        pluginLog.debug("{} threw", what, thrown);
      } catch (Throwable _) {
        pluginLog.debug("{} threw a {} that cannot be printed", what, thrown.getClass().getName());
      }
    }
  }
}
