package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DataPathConfigTest {

  @Test
  void oneThreadForEachCpuAndSplicingAreTheDefault() {
    assertThat(TestTypes.bind("").config().dataPath()).isEqualTo(new DataPathConfig(0, 256));
  }

  @Test
  void countsBeyondReasonAreRefused() {
    assertThat(TestTypes.problems(ConfigFormat.HOCON, "data_path {\n threads = -1\n}"))
        .containsExactly("test.conf:2  data_path.threads: -1 (expected: 0 to 1024)");
    assertThat(TestTypes.problems(ConfigFormat.HOCON, "data_path.pipes = 65537"))
        .containsExactly("test.conf:1  data_path.pipes: 65537 (expected: 0 to 65536)");
  }

  @Test
  void aTransportIsNamedByItsWord() {
    assertThat(
            TestTypes.bind(TestTypes.server("transport = channel"))
                .config()
                .servers()
                .values()
                .iterator()
                .next()
                .transport())
        .contains(TransportName.CHANNEL);
    assertThat(TestTypes.problems(ConfigFormat.HOCON, TestTypes.server("transport = linx")))
        .singleElement()
        .asString()
        .contains("transport: \"linx\" (expected: one of linux, channel). Did you mean \"linux\"?");
  }
}
