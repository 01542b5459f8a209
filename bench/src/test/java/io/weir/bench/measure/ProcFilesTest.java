package io.weir.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.bench.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFilesTest {
  private static final String STAT =
      """
      cpu  1948748 34461 204246 376379 4613 0 4153 3124 0 0
      cpu0 973186 17321 100154 193295 545 0 1750 1559 0 0
      cpu1 975561 17140 104091 183084 4067 0 2403 1564 0 0
      cpu10 1 1 1 7 7 0 0 0 0 0
      intr 12345
      """;

  @TempDir private Path proc;

  @Test
  void threadsAreSummedByWhatTheyDo() throws IOException {
    thread(7, 7, "java", "1000 5 9");
    thread(7, 8, "C2 CompilerThre", "200 5 9");
    thread(7, 9, "C1 CompilerThre", "30 5 9");
    thread(7, 10, "VM Thread", "4 5 9");
    thread(20, 20, "nginx", "500 1 1");

    assertThat(new ProcFiles(proc).threadsOf(List.of(7L, 20L)).since(ThreadTimes.NONE))
        .isEqualTo(new CpuTime(1500, 230, 4));
  }

  @Test
  void aProcessThatHasEndedUsedNothing() {
    assertThat(new ProcFiles(proc).threadsOf(List.of(99L))).isEqualTo(ThreadTimes.NONE);
    assertThat(new ProcFiles(proc).residentBytes(List.of(99L))).isZero();
  }

  @Test
  void anotherFormOfSchedstatIsRefused() {
    assertThat(ProcFiles.onCpu("119547 82403 2\n")).isEqualTo(119547);
    assertThatThrownBy(() -> ProcFiles.onCpu("119547\n")).isInstanceOf(BenchException.class);
  }

  @Test
  void memoryIsInBytes() throws IOException {
    Files.createDirectories(proc.resolve("7"));
    Files.writeString(
        proc.resolve("7/status"), "Name:\tjava\nVmHWM:\t    9999 kB\nVmRSS:\t    1024 kB\n");

    assertThat(new ProcFiles(proc).residentBytes(List.of(7L))).isEqualTo(1024 * 1024);
  }

  @Test
  void idleTimeCountsWaitingForDisksAndOnlyTheProcessorsAskedFor() {
    assertThat(ProcFiles.idleNanos(STAT, Set.of(1))).isEqualTo((183084L + 4067) * 10_000_000);
    assertThat(ProcFiles.idleNanos(STAT, Set.of(0, 1)))
        .isEqualTo((193295L + 545 + 183084 + 4067) * 10_000_000);
    assertThatThrownBy(() -> ProcFiles.idleNanos(STAT, Set.of(2)))
        .hasMessage("This machine has no CPU 2.");
  }

  @Test
  void thisProcessUsesTimeAndMemory() {
    ProcFiles files = ProcFiles.ofThisMachine();
    List<Long> self = List.of(ProcessHandle.current().pid());

    ThreadTimes before = files.threadsOf(self);
    long sum = 0;
    for (int i = 0; i < 50_000_000; i++) {
      sum += i % 7;
    }

    assertThat(sum).isPositive();
    assertThat(files.threadsOf(self).since(before).work()).isPositive();
    assertThat(files.residentBytes(self)).isGreaterThan(1024 * 1024);
  }

  private void thread(int process, int thread, String name, String schedstat) throws IOException {
    Path folder = Files.createDirectories(proc.resolve(process + "/task/" + thread));
    Files.writeString(folder.resolve("comm"), name + "\n");
    Files.writeString(folder.resolve("schedstat"), schedstat + "\n");
  }
}
