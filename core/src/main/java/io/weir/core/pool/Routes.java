package io.weir.core.pool;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Among whom to choose for each server name, prepared. Part of a {@link PoolSnapshot}; looking
 * something up costs one look into a hash table at most.
 *
 * @param all everybody, for connections whose name does not matter
 * @param nameless for clients that send no name
 * @param named for the names that are known. It has to be a {@link java.util.HashMap}, which stays
 *     fast when strangers make up names whose hashes collide
 * @param others for all other names; null if such a name has to be looked at first
 */
record Routes(
    CandidateSet all,
    CandidateSet nameless,
    Map<String, CandidateSet> named,
    @Nullable CandidateSet others) {
  static final Routes NONE =
      new Routes(CandidateSet.EMPTY, CandidateSet.EMPTY, Map.of(), CandidateSet.EMPTY);

  /**
   * Among whom to choose for a server name.
   *
   * @param name in lower case; empty if none was sent
   * @return null if that is not known yet
   */
  @Nullable CandidateSet of(String name) {
    if (name.isEmpty()) {
      return nameless;
    }
    CandidateSet known = named.get(name);
    return known == null ? others : known;
  }
}
