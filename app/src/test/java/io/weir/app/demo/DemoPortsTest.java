package io.weir.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoPortsTest {

  @Test
  void portThatIsTakenIsReplacedByAFreeOne() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Integer> ports = DemoPorts.choose(taken.getLocalPort(), 3);

      assertThat(ports).hasSize(3).doesNotHaveDuplicates().doesNotContain(taken.getLocalPort());
    }
  }

  @Test
  void friendlyPortIsTakenWhereItIsFree() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    assertThat(DemoPorts.choose(free, 1)).containsExactly(free);
  }
}
