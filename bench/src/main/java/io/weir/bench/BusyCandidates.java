package io.weir.bench;

import io.weir.api.balance.Candidates;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Candidates with connections and traffic. What is asked of one is behind references to objects of
 * its own, as it is in a pool; testkit's, which keep it in arrays, would make asking too cheap.
 */
final class BusyCandidates implements Candidates {
  private final Candidate[] candidates;
  private final boolean allUsable;

  private record Candidate(boolean usable, AtomicInteger connections, AtomicLong rate) {}

  BusyCandidates(int size, double unusable, Random random) {
    candidates = new Candidate[size];
    for (int i = 0; i < size; i++) {
      candidates[i] =
          new Candidate(
              random.nextDouble() >= unusable,
              new AtomicInteger(1 + random.nextInt(1000)),
              new AtomicLong(1 + random.nextInt(1_000_000_000)));
    }
    allUsable = unusable == 0;
  }

  @Override
  public int size() {
    return candidates.length;
  }

  @Override
  public boolean allUsable() {
    return allUsable;
  }

  @Override
  public boolean isUsable(int index) {
    return candidates[index].usable();
  }

  @Override
  public int activeConnections(int index) {
    return candidates[index].connections().get();
  }

  @Override
  public long bytesPerSecond(int index) {
    return candidates[index].rate().get();
  }
}
