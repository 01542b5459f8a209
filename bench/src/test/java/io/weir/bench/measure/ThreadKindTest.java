package io.weir.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadKindTest {
  @ParameterizedTest
  @CsvSource({
    "C1 CompilerThre, JIT",
    "C2 CompilerThre, JIT",
    "VM Thread, GC",
    "GC Thread#0, GC",
    "G1 Conc#0, GC",
    "ZWorkerYoung#0, GC",
    "VM Periodic Tas, WORK",
    "weir-loop-0, WORK",
    "haproxy, WORK",
    "GCD, WORK"
  })
  void aNameTellsTheKind(String name, ThreadKind kind) {
    assertThat(ThreadKind.of(name)).isEqualTo(kind);
  }
}
