package io.weir.core.pool;

import java.util.Map;
import java.util.Set;

/** Names do not matter. */
final class AnyName implements NameMatching {

  @Override
  public String key(String sni) {
    return "";
  }

  @Override
  public Set<String> nameless(Set<String> present) {
    return present;
  }

  @Override
  public Map<String, Set<String>> named(Set<String> present) {
    return Map.of();
  }

  @Override
  public boolean knowsAll() {
    return true;
  }
}
