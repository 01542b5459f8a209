package io.weir.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.core.transport.ClientDatagram;
import io.weir.core.transport.DatagramListener;
import io.weir.core.transport.DatagramOptions;
import io.weir.core.transport.DatagramTransport;
import io.weir.testkit.backend.DatagramEnd;
import io.weir.testkit.backend.UdpPeer;
import io.weir.testkit.transport.DatagramBridge;
import io.weir.testkit.transport.DatagramEnds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every transport of the machine's datagrams has to keep, shown with real sockets. */
@Timeout(60)
public abstract class DatagramTransportContract extends DatagramContract {

  @Override
  protected final DatagramEnds ends() {
    return DatagramEnds.SOCKETS;
  }

  /** Makes the suite. */
  protected DatagramTransportContract() {}

  @Test
  void servesBothFamilies() throws IOException {
    for (String bind : List.of("127.0.0.1", "::1", "0.0.0.0", "::")) {
      String host = bind.contains(":") ? "::1" : "127.0.0.1";
      try (UdpPeer backend = UdpPeer.echoing();
          DatagramBridge bridge = DatagramBridge.from(transport(), at(bind), backend.address());
          UdpPeer client = UdpPeer.at(host, 0)) {
        InetSocketAddress to =
            new InetSocketAddress(InetAddress.ofLiteral(host), bridge.address().getPort());
        assertThat(client.exchange("hello", to)).as(bind).isEqualTo("hello");
        assertThat(bridge.lastPath().client()).isEqualTo(client.address());
      }
    }
  }

  @Test
  void repliesLeaveFromTheAddressThatTheClientSentTo() throws IOException {
    if (!goesBeyondChannels()) {
      return;
    }
    for (String bind : List.of("0.0.0.0", "::")) {
      try (UdpPeer backend = UdpPeer.echoing();
          DatagramBridge bridge = DatagramBridge.from(transport(), at(bind), backend.address());
          UdpPeer client = UdpPeer.open()) {
        for (String local : List.of("127.0.0.1", "127.0.0.7", "127.0.0.8")) {
          InetSocketAddress to =
              new InetSocketAddress(InetAddress.ofLiteral(local), bridge.address().getPort());
          client.send("hello", to);
          assertThat(client.receive().from()).isEqualTo(to);
          assertThat(bridge.lastPath().local()).isEqualTo(to);
        }
      }
    }
  }

  @Test
  void tellsHowManyTheSystemDropped() throws Exception {
    if (!goesBeyondChannels()) {
      return;
    }
    try (StuckListener listener = new StuckListener(transport(), new DatagramOptions(4096));
        UdpPeer client = UdpPeer.open()) {
      assertThat(listener.bound().dropped()).isZero();
      listener.stickAndSend(client, 200);
      await().until(() -> listener.bound().dropped() > 100);
      assertThat(listener.bound().dropped()).isLessThan(200);
    }
  }

  @Test
  void aChangedReceiveBufferHoldsWhatTheOldOneWouldNot() throws Exception {
    if (!goesBeyondChannels()) {
      return;
    }
    try (StuckListener listener = new StuckListener(transport(), new DatagramOptions(4096));
        UdpPeer client = UdpPeer.open()) {
      listener.bound().change(new DatagramOptions(150_000));
      assertThat(listener.bound().dropped()).as("asked on the same loops, after it").isZero();
      listener.stickAndSend(client, 100);
      await().until(() -> listener.received() == 101);
      assertThat(listener.bound().dropped()).isZero();
    }
  }

  /** Bound, and stuck with the first datagram for a while. */
  private static final class StuckListener implements AutoCloseable {
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final AtomicInteger received = new AtomicInteger();
    private final DatagramListener bound;

    StuckListener(DatagramTransport transport, DatagramOptions options) throws IOException {
      bound = transport.listen(at("127.0.0.1"), options, socket -> this::received);
    }

    private void received(ClientDatagram datagram) {
      received.incrementAndGet();
      stuck.countDown();
      try {
        letGo.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** Has it get so many datagrams while it does not read, and then go on. */
    void stickAndSend(UdpPeer client, int count) throws InterruptedException {
      client.send("first", bound.address());
      stuck.await();
      for (int i = 0; i < count; i++) {
        client.send(random(500), bound.address());
      }
      letGo.countDown();
    }

    DatagramListener bound() {
      return bound;
    }

    int received() {
      return received.get();
    }

    @Override
    public void close() {
      letGo.countDown();
      bound.close().toCompletableFuture().join();
    }
  }

  @Test
  void reachesBackendsOfBothFamilies() throws IOException {
    try (UdpPeer backend = UdpPeer.at("::1", 0);
        DatagramBridge bridge =
            DatagramBridge.from(transport(), at("127.0.0.1"), backend.address());
        UdpPeer client = UdpPeer.open()) {
      client.send("question", bridge.address());
      DatagramEnd.Came came = backend.receive();
      assertThat(came.text()).isEqualTo("question");
      backend.send("answer", came.from());
      assertThat(client.receive().text()).isEqualTo("answer");
    }
  }

  @Test
  void refusesAnAddressThatSomebodyElseHas() throws IOException {
    try (UdpPeer other = UdpPeer.open()) {
      assertThatThrownBy(() ->
              transport()
                  .listen(
                      other.address(),
                      DatagramOptions.SYSTEM,
                      socket -> datagram -> socket.send(datagram.path(), datagram)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void refusesAnAddressThatItHasItself() throws IOException {
    try (UdpPeer backend = UdpPeer.echoing();
        DatagramBridge bridge =
            DatagramBridge.from(transport(), at("127.0.0.1"), backend.address())) {
      assertThatThrownBy(
              () -> DatagramBridge.from(transport(), bridge.address(), backend.address()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void freesItsAddressWhenItHasClosed() throws IOException {
    try (UdpPeer backend = UdpPeer.echoing();
        UdpPeer client = UdpPeer.open()) {
      DatagramBridge bridge = DatagramBridge.from(transport(), at("127.0.0.1"), backend.address());
      InetSocketAddress address = bridge.address();
      bridge.close();
      try (DatagramBridge again = DatagramBridge.from(transport(), address, backend.address())) {
        assertThat(client.exchange("hello", again.address())).isEqualTo("hello");
      }
    }
  }
}
