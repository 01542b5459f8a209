package io.weir.bench.measure;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads all that is measured at one moment.
 *
 * @param processors those on which the benchmark and what it measures run
 */
public record Gauge(ProcFiles files, Set<Integer> processors) {
  /**
   * A moment.
   *
   * @param at {@link System#nanoTime()}
   * @param subject CPU time of what is measured
   * @param ours CPU time of everything that belongs to the benchmark, what is measured included
   * @param idle of all our processors together, in nanoseconds
   */
  public record Moment(long at, ThreadTimes subject, ThreadTimes ours, long idle) {}

  /** Now. */
  public Moment read(Collection<Long> subject) {
    ThreadTimes subjectTimes = files.threadsOf(subject);
    return new Moment(
        System.nanoTime(), subjectTimes, files.threadsOf(all()), files.idleNanos(processors));
  }

  private static List<Long> all() {
    ProcessHandle self = ProcessHandle.current();
    return Stream.concat(Stream.of(self), self.descendants()).map(ProcessHandle::pid).toList();
  }

  /**
   * The share of our processors' time that went to others: processes that are not of the benchmark,
   * and what the hypervisor took away. 0 to 1.
   */
  public double foreignShare(Moment before, Moment after) {
    double time = (double) (after.at - before.at) * processors.size();
    double busy = time - (after.idle - before.idle);
    return Math.clamp((busy - after.ours.since(before.ours).total()) / time, 0, 1);
  }
}
