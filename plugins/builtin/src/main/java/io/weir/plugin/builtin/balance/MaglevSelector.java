package io.weir.plugin.builtin.balance;

import io.weir.api.balance.Candidates;
import io.weir.api.balance.ConnectionInfo;
import io.weir.api.balance.Selector;
import java.util.Arrays;

/** Looks a client up; where its backend cannot be chosen now, those of the places behind it. */
final class MaglevSelector implements Selector {

  /** Places that are looked at before all backends are; with half of them usable, enough. */
  private static final int PLACES = 64;

  private final int[] places;

  /** The backends that have places. */
  private final int[] members;

  MaglevSelector(int[] places) {
    this.places = places;
    this.members = Arrays.stream(places).distinct().sorted().toArray();
  }

  @Override
  public int select(ConnectionInfo connection, Candidates candidates) {
    if (places.length == 0) {
      return NONE;
    }
    long hash = Mix64.ofClient(connection);
    int place = (int) Long.remainderUnsigned(hash, places.length);
    int first = places[place];
    if (candidates.allUsable() || candidates.isUsable(first)) {
      return first;
    }
    for (int looked = 1; looked < PLACES; looked++) {
      place = place + 1 == places.length ? 0 : place + 1;
      if (candidates.isUsable(places[place])) {
        return places[place];
      }
    }
    return FirstUsable.of(members, (int) Long.remainderUnsigned(hash, members.length), candidates);
  }
}
