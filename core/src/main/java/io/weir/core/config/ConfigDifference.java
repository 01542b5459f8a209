package io.weir.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * In what a configuration differs from the one that is running. Keys are named, values are not:
 * they may be secrets.
 *
 * @param added servers that are new
 * @param removed servers that are gone
 * @param changed servers of which some keys differ, with those, dotted within the server's section
 * @param untouched servers of which nothing differs
 * @param live keys outside of servers that differ and take effect at once, dotted
 * @param restart keys outside of servers that differ and take effect at the next start, dotted
 * @param plugins what differs of the installed plugins, a line each that begins with the id
 */
public record ConfigDifference(
    List<String> added,
    List<String> removed,
    Map<String, List<String>> changed,
    List<String> untouched,
    List<String> live,
    List<String> restart,
    List<String> plugins) {
  private static final String SERVERS = "servers";
  private static final String ITS_PLUGIN = " (its plugin)";

  /**
   * Compares two configurations, defaults filled in.
   *
   * @param plugins what differs of the installed plugins, a line each
   */
  public static ConfigDifference between(
      WeirConfig running, WeirConfig next, List<String> plugins) {
    List<String> added = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    Map<String, List<String>> changed = new LinkedHashMap<>();
    List<String> untouched = new ArrayList<>();
    ConfigWriter writer = new ConfigWriter(ConfigWriter.Secrets.SHOWN);
    for (String name : union(running.servers(), next.servers())) {
      ServerConfig before = running.servers().get(name);
      ServerConfig after = next.servers().get(name);
      if (before == null) {
        added.add(name);
      } else if (after == null) {
        removed.add(name);
      } else {
        List<String> keys =
            concat(keys(writer.tree(before), writer.tree(after)), exchanged(before, after));
        if (keys.isEmpty()) {
          untouched.add(name);
        } else {
          changed.put(name, keys);
        }
      }
    }
    boolean acmeIsLive = running.saysTheSameOfAcme(next);
    List<String> exchanged = exchanged(running, next);
    List<String> global = keys(withoutServers(running, writer), withoutServers(next, writer));
    return new ConfigDifference(
        added,
        removed,
        changed,
        untouched,
        concat(
            global.stream().filter(WeirConfig::takesEffectAtOnce).toList(),
            acmeIsLive ? exchanged : List.of()),
        concat(
            global.stream().filter(key -> !WeirConfig.takesEffectAtOnce(key)).toList(),
            acmeIsLive ? List.of() : exchanged),
        List.copyOf(plugins));
  }

  private static List<String> concat(List<String> one, List<String> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  /** The sections of a server that are another plugin's now, although they say the same. */
  private static List<String> exchanged(ServerConfig before, ServerConfig after) {
    List<String> sections = new ArrayList<>();
    note("balancer", before.balancer(), after.balancer(), sections);
    note("discovery", before.discovery(), after.discovery(), sections);
    if (before.healthcheck().isPresent() && after.healthcheck().isPresent()) {
      note("healthcheck", before.healthcheck().get(), after.healthcheck().get(), sections);
    }
    return sections;
  }

  private static List<String> exchanged(WeirConfig before, WeirConfig after) {
    List<String> sections = new ArrayList<>();
    if (before.acme().isPresent() && after.acme().isPresent()) {
      AcmeConfig old = before.acme().get();
      AcmeConfig next = after.acme().get();
      note("acme.issuer", old.issuer(), next.issuer(), sections);
      note("acme.challenge", old.challenge(), next.challenge(), sections);
      note("acme.store", old.store(), next.store(), sections);
    }
    return sections;
  }

  private static void note(
      String section,
      ExtensionSection<?> before,
      ExtensionSection<?> after,
      List<String> exchanged) {
    if (after.isOfAnotherPlugin(before)) {
      exchanged.add(section + ITS_PLUGIN);
    }
  }

  /** Whether nothing differs. */
  public boolean isNone() {
    return added.isEmpty()
        && removed.isEmpty()
        && changed.isEmpty()
        && live.isEmpty()
        && restart.isEmpty()
        && plugins.isEmpty();
  }

  /** What is to happen, a line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    plugins.forEach(plugin -> lines.add("plugin " + plugin));
    added.forEach(name -> lines.add("server " + name + ": added"));
    removed.forEach(name -> lines.add("server " + name + ": removed"));
    changed.forEach(
        (name, keys) -> lines.add("server " + name + ": changed: " + String.join(", ", keys)));
    untouched.forEach(name -> lines.add("server " + name + ": untouched"));
    live.forEach(key -> lines.add(key + ": changed"));
    restart.forEach(key -> lines.add(key + ": changed, needs a restart"));
    return lines;
  }

  private static Map<String, Object> withoutServers(WeirConfig config, ConfigWriter writer) {
    Map<String, Object> tree = new LinkedHashMap<>(writer.tree(config));
    tree.remove(SERVERS);
    return tree;
  }

  /** The paths at which two trees differ. */
  private static List<String> keys(Map<String, Object> before, Map<String, Object> after) {
    Map<String, Object> flatBefore = new TreeMap<>();
    Map<String, Object> flatAfter = new TreeMap<>();
    flatten("", before, flatBefore);
    flatten("", after, flatAfter);
    return union(flatBefore, flatAfter).stream()
        .filter(key -> !Objects.equals(flatBefore.get(key), flatAfter.get(key)))
        .toList();
  }

  private static void flatten(String prefix, Map<?, ?> tree, Map<String, Object> flat) {
    tree.forEach((key, value) -> {
      if (value instanceof Map<?, ?> section && !section.isEmpty()) {
        flatten(prefix + key + ".", section, flat);
      } else {
        flat.put(prefix + key, value);
      }
    });
  }

  private static List<String> union(Map<String, ?> one, Map<String, ?> other) {
    TreeSet<String> keys = new TreeSet<>(one.keySet());
    keys.addAll(other.keySet());
    return List.copyOf(keys);
  }
}
