package io.weir.plugin.builtin.balance;

import io.weir.api.balance.Candidates;
import java.util.Arrays;
import java.util.BitSet;

/** Candidates whose state a test sets. */
final class TestCandidates implements Candidates {
  private final int size;
  private final BitSet unusable = new BitSet();
  private final int[] activeConnections;
  private final long[] bytesPerSecond;

  TestCandidates(int size) {
    this.size = size;
    this.activeConnections = new int[size];
    this.bytesPerSecond = new long[size];
  }

  TestCandidates without(int... indexes) {
    Arrays.stream(indexes).forEach(unusable::set);
    return this;
  }

  TestCandidates withActiveConnections(int... counts) {
    System.arraycopy(counts, 0, activeConnections, 0, size);
    return this;
  }

  TestCandidates withBytesPerSecond(long... rates) {
    System.arraycopy(rates, 0, bytesPerSecond, 0, size);
    return this;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean allUsable() {
    return unusable.isEmpty();
  }

  @Override
  public boolean isUsable(int index) {
    return !unusable.get(index);
  }

  @Override
  public int activeConnections(int index) {
    return activeConnections[index];
  }

  @Override
  public long bytesPerSecond(int index) {
    return bytesPerSecond[index];
  }
}
