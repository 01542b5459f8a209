package io.weir.testkit.contract;

import io.weir.api.balance.Candidates;
import java.util.Arrays;
import java.util.BitSet;

/** Candidates whose state a test sets; all usable and idle at first. */
public final class FixedCandidates implements Candidates {
  private final int[] activeConnections;
  private final long[] bytesPerSecond;
  private final BitSet unusable = new BitSet();

  /** So many, all usable and idle. */
  public FixedCandidates(int size) {
    this.activeConnections = new int[size];
    this.bytesPerSecond = new long[size];
  }

  /** Makes some unusable. */
  public FixedCandidates without(int... indexes) {
    Arrays.stream(indexes).forEach(unusable::set);
    return this;
  }

  /** Sets how many connections each has open. */
  public FixedCandidates withActiveConnections(int... counts) {
    System.arraycopy(counts, 0, activeConnections, 0, size());
    return this;
  }

  /** Sets how busy each is. */
  public FixedCandidates withBytesPerSecond(long... rates) {
    System.arraycopy(rates, 0, bytesPerSecond, 0, size());
    return this;
  }

  /** Makes one unusable, or usable again. */
  public void setUsable(int index, boolean usable) {
    unusable.set(index, !usable);
  }

  /** Sets how many connections one has open. */
  public void setActiveConnections(int index, int count) {
    activeConnections[index] = count;
  }

  /** Sets how busy one is. */
  public void setBytesPerSecond(int index, long rate) {
    bytesPerSecond[index] = rate;
  }

  @Override
  public int size() {
    return activeConnections.length;
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
