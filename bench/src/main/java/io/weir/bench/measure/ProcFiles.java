package io.weir.bench.measure;

import io.weir.bench.BenchException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;

/**
 * The kernel's files on processes and processors (proc(5)).
 *
 * @param root {@code /proc}, or a copy of it
 */
public record ProcFiles(Path root) {
  private static final long NANOS_PER_TICK = 10_000_000;

  /** Those of this machine. */
  public static ProcFiles ofThisMachine() {
    return new ProcFiles(Path.of("/proc"));
  }

  /**
   * CPU time of all living threads of these processes, from {@code schedstat}, which counts
   * nanoseconds.
   */
  public ThreadTimes threadsOf(Collection<Long> processes) {
    var times = new ThreadTimes.Collector();
    for (long process : processes) {
      try (DirectoryStream<Path> threads =
          Files.newDirectoryStream(root.resolve(Long.toString(process)).resolve("task"))) {
        for (Path thread : threads) {
          add(thread, times);
        }
      } catch (NoSuchFileException | NotDirectoryException ended) {
        // It has no threads any more.
      } catch (IOException e) {
        throw new BenchException("The threads of process " + process + " cannot be listed.", e);
      }
    }
    return times.all();
  }

  private static void add(Path thread, ThreadTimes.Collector times) throws IOException {
    try {
      times.add(
          Long.parseLong(thread.getFileName().toString()),
          Files.readString(thread.resolve("comm")).strip(),
          onCpu(Files.readString(thread.resolve("schedstat"))));
    } catch (IOException e) {
      if (Files.exists(thread)) {
        throw e;
      }
      // It ended in between.
    }
  }

  /** The first of {@code schedstat}'s three numbers: nanoseconds on a processor. */
  static long onCpu(String schedstat) {
    String[] fields = schedstat.strip().split(" ", -1);
    if (fields.length != 3) {
      throw new BenchException("schedstat: \"%s\" (expected: three numbers)".formatted(schedstat));
    }
    return Long.parseLong(fields[0]);
  }

  /** Resident memory of these processes in bytes; pages that two of them share count twice. */
  public long residentBytes(Collection<Long> processes) {
    long sum = 0;
    for (long process : processes) {
      try {
        sum += resident(Files.readString(root.resolve(Long.toString(process)).resolve("status")));
      } catch (NoSuchFileException ended) {
        // It has no memory any more.
      } catch (IOException e) {
        throw new BenchException("The memory of process " + process + " cannot be read.", e);
      }
    }
    return sum;
  }

  private static long resident(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .sum();
  }

  /**
   * How long these processors have been idle, in nanoseconds. Idle and not busy time is read,
   * because a kernel without periodic ticks measures the idle time and only samples the busy one.
   */
  public long idleNanos(Set<Integer> processors) {
    try {
      return idleNanos(Files.readString(root.resolve("stat")), processors);
    } catch (IOException e) {
      throw new BenchException("The idle time of the processors cannot be read.", e);
    }
  }

  static long idleNanos(String stat, Set<Integer> processors) {
    long ticks = 0;
    for (int processor : processors) {
      String start = "cpu" + processor + " ";
      String[] fields =
          stat.lines()
              .filter(line -> line.startsWith(start))
              .findFirst()
              .orElseThrow(() -> new BenchException("This machine has no CPU " + processor + "."))
              .split(" +", -1);
      // After the name: user, nice, system, idle, iowait.
      ticks += Long.parseLong(fields[4]) + Long.parseLong(fields[5]);
    }
    return ticks * NANOS_PER_TICK;
  }
}
