package io.weir.core.pool;

import io.weir.core.config.SniConfig;
import io.weir.core.config.SniConfig.Matching;
import io.weir.core.config.SniConfig.Unexpected;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out among whom is chosen for each server name, by gobetween's rules: those whose {@code
 * sni} matches it; with none, what {@code unexpected_hostname_strategy} says. Only backends that
 * may be chosen count, so a name whose backends are all down is one that none matches. For the
 * pool's writer alone, as far as nothing else is said.
 */
final class NameRouting {
  private final String server;
  private final CandidateSets sets = new CandidateSets();
  private volatile Rules rules = new Rules(new AnyName(), Matching.EXACT, Unexpected.ANY);

  private record Rules(NameMatching names, Matching matching, Unexpected unexpected) {}

  NameRouting(String server) {
    this.server = server;
  }

  /**
   * Goes by another section from now on. May be called by anybody, one at a time.
   *
   * @param section null if names do not matter
   */
  void setRules(@Nullable SniConfig section) {
    if (section == null) {
      rules = new Rules(new AnyName(), Matching.EXACT, Unexpected.ANY);
      return;
    }
    Matching matching = section.hostnameMatchingStrategy();
    NameMatching names =
        switch (matching) {
          case EXACT -> new ExactNames();
          // What it knows of names stays true.
          case REGEXP ->
              rules.names() instanceof RegexpNames known ? known : new RegexpNames(server);
        };
    rules = new Rules(names, matching, section.unexpectedHostnameStrategy());
  }

  /**
   * Prepares the choice.
   *
   * @param discovered all backends there are
   * @param eligible those of them who may be chosen
   * @param asked names that clients have sent and that are not known yet
   * @param whenBack run if the balancer came back only after it was given up
   */
  Routes prepare(
      FailsafeBalancer balancer,
      List<PoolMember> discovered,
      Eligible eligible,
      Collection<String> asked,
      Runnable whenBack) {
    Rules by = rules;
    by.names().follow(discovered.stream().map(NameRouting::sni).toList());
    asked.forEach(by.names()::learn);
    Map<String, List<PoolMember>> byKey = byKey(eligible.members(), by.names());
    Set<String> everyone = Set.copyOf(byKey.keySet());
    // A name whose only backends stand by is better served by them than by those of another.
    byKey(eligible.spare(), by.names()).forEach(byKey::putIfAbsent);
    Set<String> present = Set.copyOf(byKey.keySet());
    Set<String> nameless = by.names().nameless(present);
    Map<String, Set<String>> named = by.names().named(present);

    Map<Set<String>, List<PoolMember>> wanted = new LinkedHashMap<>();
    wanted.put(everyone, eligible.members());
    for (Set<String> keys : named.values()) {
      want(keys, everyone, wanted, byKey);
    }
    want(nameless, everyone, wanted, byKey);
    sets.prepare(balancer, wanted, whenBack);

    return routes(by, everyone, nameless, named);
  }

  private static Map<String, List<PoolMember>> byKey(List<PoolMember> members, NameMatching names) {
    return members.stream()
        .collect(
            Collectors.groupingBy(
                member -> names.key(sni(member)), HashMap::new, Collectors.toList()));
  }

  private static void want(
      Set<String> keys,
      Set<String> everyone,
      Map<Set<String>, List<PoolMember>> wanted,
      Map<String, List<PoolMember>> byKey) {
    if (!keys.isEmpty()) {
      boolean standIn = keys.stream().noneMatch(everyone::contains);
      wanted.computeIfAbsent(
          keys,
          some ->
              some.stream()
                  .filter(key -> standIn || everyone.contains(key))
                  .flatMap(key -> byKey.getOrDefault(key, List.of()).stream())
                  .sorted(Membership.ORDER)
                  .toList());
    }
  }

  private Routes routes(
      Rules by, Set<String> everyone, Set<String> nameless, Map<String, Set<String>> named) {
    CandidateSet all = sets.of(everyone);
    CandidateSet unnamed = nameless.isEmpty() ? CandidateSet.EMPTY : sets.of(nameless);
    CandidateSet otherwise =
        switch (by.unexpected()) {
          case DEFAULT -> unnamed;
          case REJECT -> CandidateSet.EMPTY;
          case ANY -> all;
        };
    Map<String, CandidateSet> byName = HashMap.newHashMap(named.size());
    named.forEach((name, keys) -> byName.put(name, keys.isEmpty() ? otherwise : sets.of(keys)));
    return new Routes(
        all,
        nameless.isEmpty() ? otherwise : unnamed,
        byName,
        by.names().knowsAll() ? otherwise : null);
  }

  private static String sni(PoolMember member) {
    return member.backend().sni();
  }
}
