package io.weir.plugin.consul.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsulRequestTest {

  @Test
  void isEncoded() {
    assertThat(
            ConsulRequest.get("/v1/kv/", "a b/*.x+y/ü%")
                .with("raw")
                .with("tag", "a=b&c/d e")
                .target())
        .isEqualTo("/v1/kv/a%20b/*.x%2By/%C3%BC%25?raw&tag=a%3Db%26c%2Fd%20e");
  }

  @Test
  void waitsForAChangeOnlyAfterAnIndex() {
    ConsulRequest request = ConsulRequest.get("/v1/kv/", "a");
    assertThat(request.after(0, Duration.ofMinutes(1))).isEqualTo(request);
    ConsulRequest blocking = request.after(7, Duration.ofSeconds(80));
    assertThat(blocking.target()).isEqualTo("/v1/kv/a?index=7&wait=80000ms");
    assertThat(blocking.limit()).isEqualTo(Duration.ofSeconds(95));
  }
}
