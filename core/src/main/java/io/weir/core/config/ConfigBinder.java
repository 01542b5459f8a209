package io.weir.core.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.weir.api.config.HostPort;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a tree into records and checks what the records' types cannot: one report for everything
 * that is wrong.
 */
public final class ConfigBinder {
  private static final String SERVERS = "servers";

  private final ExtensionTypes types;
  private final Set<String> protocols;
  private final List<ServerRule> rules;

  /**
   * Prepares binding.
   *
   * @param types the extensions that are installed
   * @param protocols the protocols there are
   * @param rules what protocols and extensions want kept, beside the rules that hold for all
   *     servers
   */
  public ConfigBinder(ExtensionTypes types, Set<String> protocols, List<ServerRule> rules) {
    this.types = types;
    this.protocols = Set.copyOf(protocols);
    this.rules = List.copyOf(rules);
  }

  /**
   * Only section {@code plugins}, which has to be known before there are extensions. What is wrong
   * in it counts as left out; {@link #bind} reports why.
   */
  public static PluginsConfig plugins(Config tree) {
    Problems reportedLater = new Problems();
    return tree.root().get("plugins") instanceof ConfigObject section
            && new RecordBinder(new NoExtensions(), reportedLater)
                    .take(
                        RecordType.of(PluginsConfig.class),
                        new OpenSection(section, Place.top(section), reportedLater))
                instanceof PluginsConfig plugins
        ? plugins
        : new PluginsConfig(Map.of());
  }

  /**
   * Binds the keys that an extension has of its own, and nothing else.
   *
   * @param type the extension's record
   * @param section those keys alone
   * @throws ConfigException with all that is wrong
   * @throws IllegalArgumentException if the record cannot be bound at all
   */
  public static <R extends Record> R keys(Class<R> type, Config section) {
    return keys(type, section.root(), Place.top(section.root()));
  }

  /** The same for keys that stand in a section of something larger. */
  static <R extends Record> R keys(Class<R> type, ConfigObject section, Place place) {
    Problems problems = new Problems();
    Record bound =
        new RecordBinder(new NoExtensions(), problems).bind(RecordType.of(type), section, place);
    problems.throwIfAny();
    return type.cast(Objects.requireNonNull(bound, "bound or reported"));
  }

  /**
   * Binds and checks everything.
   *
   * @throws ConfigException with all that is wrong
   */
  public BoundConfig bind(Config tree) {
    return bind(tree, List.of());
  }

  /**
   * Binds and checks a configuration and one more server.
   *
   * @param tree a configuration that is sound and has no server of that name
   * @param name the server's name
   * @param section its section; all that is wrong is found there, an address that another server
   *     has too
   * @throws ConfigException with all that is wrong
   */
  public BoundConfig bindWith(Config tree, String name, Config section) {
    ConfigObject root = tree.root();
    ConfigObject servers =
        root.get(SERVERS) instanceof ConfigObject there ? there : ConfigFactory.empty().root();
    return bind(
        root.withValue(SERVERS, servers.withValue(name, section.root())).toConfig(), List.of(name));
  }

  /** Binds what is left of a configuration that is sound when a server is taken out of it. */
  public BoundConfig bindWithout(Config tree, String name) {
    ConfigObject root = tree.root();
    return root.get(SERVERS) instanceof ConfigObject servers
        ? bind(root.withValue(SERVERS, servers.withoutKey(name)).toConfig())
        : bind(tree);
  }

  /** Binds and checks; what two servers must not share is said of the one that is checked last. */
  private BoundConfig bind(Config tree, List<String> last) {
    Problems problems = new Problems();
    WeirConfig bound =
        new RecordBinder(types, problems)
            .bindTop(WeirConfig.class, CacheFolder.handedToStore(tree.root()));
    Map<String, ServerConfig> servers = new LinkedHashMap<>();
    bound
        .servers()
        .forEach((name, server) -> servers.put(name, server.withDefaults(bound.defaults())));
    for (String name : last) {
      ServerConfig server = servers.remove(name);
      if (server != null) {
        servers.put(name, server);
      }
    }
    Addresses addresses = new Addresses();
    administration(tree.root(), bound, addresses, problems);
    bound.acme().ifPresent(acme -> CacheFolder.check(tree.root(), acme, problems));
    CommonRules common = new CommonRules(protocols, addresses);
    AcmeRules hosts = new AcmeRules(tree.hasPath("acme"), bound.acme().orElse(null));
    servers.forEach((name, server) -> {
      SectionProblems section = serverSection(tree.root(), name, problems);
      common.check(name, server, section);
      hosts.check(name, server, section);
      rules.forEach(rule -> rule.check(name, server, section));
    });
    new ReplaceRules(types, problems).check(tree.root(), bound.plugins().replace());
    problems.throwIfAny();
    return new BoundConfig(
        tree,
        new WeirConfig(
            bound.logging(),
            bound.accessLog(),
            bound.profiler(),
            bound.api(),
            bound.metrics(),
            bound.dataPath(),
            bound.defaults(),
            bound.acme(),
            bound.plugins(),
            bound.shutdownTimeout(),
            Collections.unmodifiableMap(servers)),
        problems.warnings());
  }

  /** What administrators ask has addresses too, and so have authorities. */
  private static void administration(
      ConfigObject root, WeirConfig config, Addresses addresses, Problems problems) {
    Map<String, HostPort> binds = new LinkedHashMap<>();
    if (config.api().enabled()) {
      binds.put("api.bind", config.api().bind());
    }
    if (config.metrics().enabled()) {
      binds.put("metrics.bind", config.metrics().bind());
    }
    if (config.profiler().enabled()) {
      binds.put("profiler.bind", config.profiler().bind());
    }
    config
        .acme()
        .filter(AcmeConfig::listensForHttp)
        .ifPresent(acme -> binds.put("acme.http_bind", acme.httpBind()));
    binds.forEach((key, bind) -> {
      String other = addresses.take(false, bind, key);
      if (other != null) {
        problems.error(
            Problem.wrongValue(
                Place.of(root, List.of(key.split("\\.", -1))),
                Shown.quoted(bind.toString()),
                CommonRules.addressOfItsOwn(other),
                null));
      }
    });
  }

  /** The problem that a {@link SectionException} stands for, with file and line. */
  public static Problem problem(Config tree, SectionException e) {
    Problems problems = new Problems();
    serverSection(tree.root(), e.server(), problems).report(e.key(), e.expected());
    return problems.errors().getFirst();
  }

  private static SectionProblems serverSection(ConfigObject root, String name, Problems problems) {
    Place top = Place.top(root);
    ConfigValue servers = root.get(SERVERS);
    Place place = top.key(SERVERS, servers);
    ConfigValue server = servers instanceof ConfigObject object ? object.get(name) : null;
    Spot section = new Spot(place.key(name, server), server);
    return new SectionProblems() {
      @Override
      public void report(String key, String expected, @Nullable String suggestion) {
        problems.error(problem(section, key, expected, suggestion));
      }

      @Override
      public void warn(String key, String statement) {
        problems.warn(Problem.at(section.at(key).place(), statement));
      }
    };
  }

  /** Where a dotted key is, and what is there. */
  private record Spot(Place place, @Nullable ConfigValue value) {
    Spot at(String key) {
      Spot at = this;
      for (String part : key.split("\\.", -1)) {
        ConfigValue there = at.value instanceof ConfigObject object ? object.get(part) : null;
        at = new Spot(at.place.key(part, there), there);
      }
      return at;
    }
  }

  private static Problem problem(
      Spot section, String key, String expected, @Nullable String suggestion) {
    if (key.isEmpty()) {
      return Problem.at(section.place(), "not valid (expected: " + expected + ")");
    }
    Spot spot = section.at(key);
    ConfigValue there = spot.value();
    return there == null
        ? Problem.missing(spot.place(), expected)
        : Problem.wrongValue(spot.place(), Shown.value(there), expected, suggestion);
  }

  /** For what has to be read before extensions are known. */
  private static final class NoExtensions implements ExtensionTypes {
    @Override
    public Set<String> names(ExtensionKind kind) {
      return Set.of();
    }

    @Override
    public Optional<Class<? extends Record>> configType(ExtensionKind kind, String name) {
      return Optional.empty();
    }
  }
}
