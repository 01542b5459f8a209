package io.weir.core.pool;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A backend is for the name that is its {@code sni}, whatever the case; without one, for none. */
final class ExactNames implements NameMatching {

  @Override
  public String key(String sni) {
    return sni.toLowerCase(Locale.ROOT);
  }

  @Override
  public Set<String> nameless(Set<String> present) {
    return present.contains("") ? Set.of("") : Set.of();
  }

  @Override
  public Map<String, Set<String>> named(Set<String> present) {
    Map<String, Set<String>> named = new HashMap<>();
    for (String key : present) {
      if (!key.isEmpty()) {
        named.put(key, Set.of(key));
      }
    }
    return named;
  }

  @Override
  public boolean knowsAll() {
    return true;
  }
}
