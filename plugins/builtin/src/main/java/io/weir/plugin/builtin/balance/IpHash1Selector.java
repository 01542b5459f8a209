package io.weir.plugin.builtin.balance;

import io.weir.api.balance.Candidates;
import io.weir.api.balance.ConnectionInfo;
import io.weir.api.balance.Selector;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Finds the highest hash without hashing all addresses at each election, which would take a
 * multiplication after the other for each of their bytes.
 *
 * <p>FNV-1a goes on from a hash {@code h} with a byte {@code b} by {@code (h ^ b) * PRIME}. The
 * exclusive or touches the low byte of {@code h} only, so {@code h = high + low} gives {@code high
 * * PRIME + (low ^ b) * PRIME}; neither do later low bytes depend on {@code high}. After the n
 * bytes of an address the hash is therefore {@code high * PRIME^n + (the hash begun with low)}, and
 * the second term is looked up in a table for the 256 values of {@code low}: 1 KiB for each
 * backend.
 */
final class IpHash1Selector implements Selector {
  private static final int LOW_BYTES = 256;

  private final int size;

  /** {@code PRIME^n} for the n bytes of each address. */
  private final int[] powers;

  /**
   * For each low byte, and in it for each backend, what to add to {@code h * PRIME^n}: one row is
   * read from left to right in an election. The sign bit is flipped, so that the comparison of ints
   * compares hashes as the unsigned numbers that they are.
   */
  private final int[] terms;

  IpHash1Selector(List<String> addresses) {
    size = addresses.size();
    powers = new int[size];
    terms = new int[LOW_BYTES * size];
    int[] hashes = new int[LOW_BYTES];
    for (int i = 0; i < size; i++) {
      for (int low = 0; low < LOW_BYTES; low++) {
        hashes[low] = low;
      }
      powers[i] = 1;
      for (byte b : addresses.get(i).getBytes(StandardCharsets.UTF_8)) {
        powers[i] *= Fnv1a32.PRIME;
        for (int low = 0; low < LOW_BYTES; low++) {
          hashes[low] = Fnv1a32.add(hashes[low], b & 0xff);
        }
      }
      for (int low = 0; low < LOW_BYTES; low++) {
        terms[low * size + i] = (hashes[low] - low * powers[i]) ^ Integer.MIN_VALUE;
      }
    }
  }

  @Override
  public int select(ConnectionInfo connection, Candidates candidates) {
    boolean allUsable = candidates.allUsable();
    int client = Fnv1a32.ofClient(connection);
    int row = (client & 0xff) * size;
    int best = NONE;
    int highest = Integer.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      int hash = terms[row + i] + client * powers[i];
      if ((hash > highest || best == NONE) && (allUsable || candidates.isUsable(i))) {
        highest = hash;
        best = i;
      }
    }
    return best;
  }
}
