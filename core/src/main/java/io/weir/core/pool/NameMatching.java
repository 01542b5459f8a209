package io.weir.core.pool;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * How the names that clients send lead to backends. Backends are told apart by a key that is made
 * of their {@code sni}; whoever has the same key serves the same names. For the pool's writer
 * alone.
 */
interface NameMatching {

  /** The key of backends with this {@code sni}, which may be empty. */
  String key(String sni);

  /** Takes in what {@code sni} the backends have now, whether they work or not. */
  default void follow(Collection<String> snis) {}

  /** Finds out about a name that a client has sent. */
  default void learn(String name) {}

  /**
   * Which keys serve clients that send no name.
   *
   * @param present the keys that there are
   */
  Set<String> nameless(Set<String> present);

  /**
   * Which keys serve which name, for all names it knows of; none of them for a name that no backend
   * is for.
   *
   * @param present the keys that there are
   */
  Map<String, Set<String>> named(Set<String> present);

  /** Whether no backend is for a name that it does not know of. */
  boolean knowsAll();
}
