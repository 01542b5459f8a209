package io.weir.core.pool;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A backend is for every name in which its {@code sni}, a regular expression in Go's spelling
 * (RE2), is found, whatever the case; without one, for clients that send no name. The engine takes
 * time that grows with the length of the name only, so that no name a stranger makes up can keep
 * it. What a name leads to is remembered for the newest names.
 */
final class RegexpNames implements NameMatching {
  /** How many names are remembered; one name more lets the oldest go. */
  static final int MOST_NAMES = 4096;

  private static final Logger log = LoggerFactory.getLogger(RegexpNames.class);

  private final String server;

  /** By {@code sni}; empty for one that is no regular expression. */
  private Map<String, Optional<Pattern>> patterns = Map.of();

  /** Which {@code sni} match a name, the oldest name first. */
  private final Map<String, Set<String>> known = new LinkedHashMap<>();

  private Set<String> matchingNothing = Set.of();

  RegexpNames(String server) {
    this.server = server;
  }

  @Override
  public String key(String sni) {
    return sni;
  }

  @Override
  public void follow(Collection<String> snis) {
    Set<String> sources = new TreeSet<>(snis);
    sources.remove("");
    if (sources.equals(patterns.keySet())) {
      return;
    }
    Map<String, Optional<Pattern>> next = HashMap.newHashMap(sources.size());
    for (String source : sources) {
      Optional<Pattern> before = patterns.get(source);
      next.put(source, before == null ? compiled(source) : before);
    }
    patterns = next;
    known.clear();
    matchingNothing = matching("");
  }

  private Optional<Pattern> compiled(String source) {
    String reason;
    try {
      return Optional.of(Pattern.compile(source, Pattern.CASE_INSENSITIVE));
    } catch (PatternSyntaxException e) {
      reason = e.getDescription();
    } catch (StackOverflowError _) {
      reason = "nested too deep";
    }
    log.atWarn()
        .addKeyValue("server", server)
        .addKeyValue("sni", source)
        .addKeyValue("reason", reason)
        .log("sni of a backend is no regular expression, no name matches it");
    return Optional.empty();
  }

  @Override
  public void learn(String name) {
    known.computeIfAbsent(name, this::matching);
    if (known.size() > MOST_NAMES) {
      known.remove(known.keySet().iterator().next());
    }
  }

  private Set<String> matching(String name) {
    Set<String> matching = new HashSet<>();
    patterns.forEach((source, pattern) -> {
      if (pattern.isPresent() && pattern.get().matcher(name).find()) {
        matching.add(source);
      }
    });
    return Set.copyOf(matching);
  }

  @Override
  public Set<String> nameless(Set<String> present) {
    Set<String> nameless = new HashSet<>(matchingNothing);
    nameless.add("");
    nameless.retainAll(present);
    return nameless;
  }

  @Override
  public Map<String, Set<String>> named(Set<String> present) {
    // Many names are matched by the same expressions.
    Map<Set<String>, Set<String>> narrowed = new HashMap<>();
    Map<String, Set<String>> named = HashMap.newHashMap(known.size());
    known.forEach((name, matching) ->
        named.put(
            name,
            narrowed.computeIfAbsent(
                matching,
                all -> all.stream().filter(present::contains).collect(Collectors.toSet()))));
    return named;
  }

  @Override
  public boolean knowsAll() {
    return patterns.isEmpty();
  }
}
