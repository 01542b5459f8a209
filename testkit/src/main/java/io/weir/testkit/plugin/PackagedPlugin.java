package io.weir.testkit.plugin;

import io.weir.api.ExtensionFactory;
import io.weir.api.PluginContext;
import io.weir.api.balance.BalancerFactory;
import io.weir.api.certificate.CertificateIssuerFactory;
import io.weir.api.certificate.CertificateStoreFactory;
import io.weir.api.certificate.ChallengeResponderFactory;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.api.health.HealthCheckFactory;
import io.weir.core.config.ExtensionKind;
import io.weir.core.config.RoundTrip;
import io.weir.core.plugin.ExtensionRegistries;
import io.weir.core.plugin.ExtensionRegistry;
import io.weir.core.plugin.PluginEnvironment;
import io.weir.core.plugin.PluginLoader;
import io.weir.core.stats.PluginMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A plugin as an operator installs it: weir's own loader has read its jars, its descriptor and its
 * service file, its classes are of a class loader that sees nothing of the test's, and its products
 * stand behind the guards that they have in a server.
 */
public final class PackagedPlugin implements AutoCloseable {
  private static final Set<String> PROTOCOLS = Set.of("tcp", "tls", "udp");
  private static final Duration TO_CREATE = Duration.ofSeconds(10);

  /** Longer than a contract waits: so it is the contract that says that a product hangs. */
  private static final Duration TO_CLOSE = Duration.ofSeconds(30);

  private final ExtensionRegistries extensions;

  private PackagedPlugin(ExtensionRegistries extensions) {
    this.extensions = extensions;
  }

  /**
   * Loads it.
   *
   * @param jars its jar and those of its libraries, or folders with them; a folder that is not
   *     there beside others counts as empty, because a plugin may have no libraries
   * @param folder an empty one to install it in
   * @param context whose clock and log its products are lent
   * @throws io.weir.core.plugin.PluginException if weir would not start with it; the message says
   *     why
   * @throws UncheckedIOException if a jar is not there, or no folder
   */
  public static PackagedPlugin open(List<Path> jars, Path folder, PluginContext context) {
    PluginEnvironment environment =
        new PluginEnvironment(
            folder.resolve("state"),
            context.clock(),
            new PluginMetrics(),
            TO_CREATE,
            TO_CLOSE,
            _ -> context.logger());
    Path plugins = folder.resolve("plugins");
    try {
      if (jars.stream().noneMatch(Files::exists)) {
        throw new NoSuchFileException(String.valueOf(jars.getFirst()));
      }
      install(jars, Files.createDirectories(plugins.resolve("under-test")));
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException(
          e.getFile()
              + ": not there (expected: the plugin's jar, or a folder of jars, by packaged() or the"
              + " system property weir.testkit.plugin)",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PackagedPlugin(
        new PluginLoader(environment).load(List.of(plugins), Map.of(), PROTOCOLS).sound());
  }

  private static void install(List<Path> places, Path plugin) throws IOException {
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        try (Stream<Path> files = Files.list(place)) {
          install(files.toList(), plugin);
        }
      } else if (place.toString().endsWith(".jar")) {
        Files.copy(place, plugin.resolve(place.getFileName()));
      }
    }
  }

  /**
   * Its factory of the kind that another one has, which usually is the same one on the class path.
   *
   * @throws IllegalArgumentException if it offers no such kind
   */
  public <T extends AutoCloseable> ExtensionFactory<T, ?> sameAs(ExtensionFactory<T, ?> factory) {
    // Its products are what factories of that interface make: the loader has asked it for those.
    @SuppressWarnings("unchecked")
    ExtensionRegistry<T, ?> registry = (ExtensionRegistry<T, ?>) extensions.of(kindOf(factory));
    return factory(registry, factory.kind(), registry.configType(factory.kind()));
  }

  private static ExtensionKind kindOf(ExtensionFactory<?, ?> factory) {
    return switch (factory) {
      case DiscoveryFactory<?> _ -> ExtensionKind.DISCOVERY;
      case BalancerFactory<?> _ -> ExtensionKind.BALANCER;
      case HealthCheckFactory<?> _ -> ExtensionKind.HEALTH_CHECK;
      case CertificateIssuerFactory<?> _ -> ExtensionKind.CERTIFICATE_ISSUER;
      case ChallengeResponderFactory<?> _ -> ExtensionKind.CHALLENGE_RESPONDER;
      case CertificateStoreFactory<?> _ -> ExtensionKind.CERTIFICATE_STORE;
      default ->
          throw new IllegalArgumentException(
              factory.getClass().getName() + " (expected: a factory of a kind of extension)");
    };
  }

  private static <T extends AutoCloseable, C extends Record> ExtensionFactory<T, C> factory(
      ExtensionRegistry<T, ?> registry, String kind, Class<C> configType) {
    return new ExtensionFactory<>() {
      @Override
      public String kind() {
        return kind;
      }

      @Override
      public Class<C> configType() {
        return configType;
      }

      @Override
      public T create(C config, PluginContext context) {
        return registry.create(kind, config, context.owner());
      }
    };
  }

  /**
   * A record of the same keys and values as another: written as weir writes a configuration, and
   * bound again to the packaged class. So what cannot be written and read back is found, too.
   *
   * @param type the packaged class
   * @param config of the class on the class path
   */
  public static <C extends Record> C rebound(Class<C> type, Record config) {
    return RoundTrip.of(type, config);
  }

  /** Closes its jars; its products are to be closed before. */
  @Override
  public void close() {
    extensions.close();
  }
}
