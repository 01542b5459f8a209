package io.weir.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bench.peer.Wire;
import io.weir.bench.workload.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchSetTest {
  @Test
  void slicesAreAsLongAsTheTimeAllows() {
    assertThat(BenchSets.FULL.sliceMillis(2)).isEqualTo(1000);
    assertThat(BenchSets.FULL.sliceMillis(9)).isBetween(400L, 800L);
    assertThat(BenchSets.FULL.sliceMillis(100)).isEqualTo(300);
  }

  @Test
  void namesOfWorkloadsAreUnique() {
    assertThat(BenchSets.FULL.workloads()).extracting(Workload::name).doesNotHaveDuplicates();
    assertThat(BenchSets.QUICK.workloads()).extracting(Workload::name).doesNotHaveDuplicates();
    assertThat(BenchSets.UDP.workloads()).extracting(Workload::name).doesNotHaveDuplicates();
    assertThat(BenchSets.TLS.workloads()).extracting(Workload::name).doesNotHaveDuplicates();
  }

  @Test
  void theQuickSetIsPartOfTheFullOne() {
    assertThat(BenchSets.FULL.workloads())
        .extracting(Workload::name)
        .containsAll(BenchSets.QUICK.workloads().stream().map(Workload::name).toList());
  }

  @Test
  void aSetGoesOverOneWire() {
    assertThat(BenchSets.FULL.workloads()).extracting(Workload::wire).containsOnly(Wire.TCP);
    assertThat(BenchSets.UDP.workloads()).extracting(Workload::wire).containsOnly(Wire.UDP);
    assertThat(BenchSets.TLS.workloads()).extracting(Workload::wire).containsOnly(Wire.TLS);
  }

  @Test
  void itCanBeCutDown() {
    assertThat(BenchSets.QUICK.only(List.of("conn", "idle")).workloads())
        .extracting(Workload::name)
        .containsExactly("conn", "idle");
    assertThat(BenchSets.FULL.withRounds(1).freshRounds()).isEqualTo(1);
  }

  @Test
  void everyOtherRoundGoesBackwards() {
    assertThat(BenchRun.order(List.of("a", "b", "c"), 0)).containsExactly("a", "b", "c");
    assertThat(BenchRun.order(List.of("a", "b", "c"), 1)).containsExactly("c", "b", "a");
  }
}
