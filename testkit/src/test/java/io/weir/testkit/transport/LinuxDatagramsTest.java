package io.weir.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.core.transport.DatagramTransport;
import io.weir.core.transport.EventLoops;
import io.weir.core.transport.linux.LinuxDatagrams;
import io.weir.testkit.contract.DatagramTransportContract;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Datagrams on bare descriptors keep the contract. */
@EnabledOnOs(OS.LINUX)
class LinuxDatagramsTest extends DatagramTransportContract {
  private static final EventLoops LOOPS = EventLoops.epoll(2);
  private static final DatagramTransport TRANSPORT = new LinuxDatagrams(LOOPS);

  @Override
  protected DatagramTransport transport() {
    return TRANSPORT;
  }

  /** Which the kernel may hand on as one (UDP_GRO), and a last one that is shorter. */
  @Test
  void whatWasSentAsOneArrivesAsWhatItWas() throws IOException {
    List<Integer> segments = List.of(1, 100, 1200, 1448);
    for (int segment : segments) {
      byte[] bytes = random(Math.min(64 * segment, 63_000) - (segment > 1 ? segment / 2 : 0));
      try (SegmentingPeer backend = SegmentingPeer.open(segment);
          DatagramBridge bridge =
              DatagramBridge.from(TRANSPORT, SegmentingPeer.anyPort(), backend.address());
          SegmentingPeer client = SegmentingPeer.open(segment)) {
        client.send(bytes, bridge.address());
        List<byte[]> toBackend = backend.receive(bytes.length);
        assertThat(toBackend)
            .as("datagrams of %s", segment)
            .containsExactlyElementsOf(cut(bytes, segment));

        backend.send(bytes, backend.lastSender());
        client.send(random(7), bridge.address());
        backend.receive(7);
        backend.send(random(9), backend.lastSender());
        assertThat(client.receive(bytes.length)).containsExactlyElementsOf(cut(bytes, segment));
        assertThat(client.receive(9)).containsExactlyElementsOf(cut(random(9), segment));
      }
    }
  }

  private static List<byte[]> cut(byte[] bytes, int segment) {
    List<byte[]> pieces = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += segment) {
      pieces.add(Arrays.copyOfRange(bytes, at, Math.min(at + segment, bytes.length)));
    }
    return pieces;
  }

  @AfterAll
  static void stop() {
    LOOPS.stop();
  }
}
