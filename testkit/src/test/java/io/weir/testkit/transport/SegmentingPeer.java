package io.weir.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.unix.DatagramSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An end of UDP whose datagrams leave as one message that the kernel cuts (UDP_SEGMENT). */
final class SegmentingPeer implements AutoCloseable {
  private static final int SOL_UDP = 17;
  private static final int UDP_SEGMENT = 103;
  private static final int LARGEST = 65_535;

  private final Socket socket;
  private @Nullable InetSocketAddress lastSender;

  private SegmentingPeer(Socket socket) {
    this.socket = socket;
  }

  static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
  }

  /** One at 127.0.0.1 whose datagrams have that length. */
  static SegmentingPeer open(int segment) throws IOException {
    Socket socket = Socket.newSocketDgram();
    socket.setReceiveBufferSize(200_000);
    socket.bind(anyPort());
    socket.setIntOpt(SOL_UDP, UDP_SEGMENT, segment);
    return new SegmentingPeer(socket);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(anyPort().getAddress(), socket.localAddress().getPort());
  }

  /** Sends bytes as datagrams of its length; the last may be shorter. */
  void send(byte[] bytes, InetSocketAddress to) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    int sent = socket.sendTo(buffer, 0, bytes.length, to.getAddress(), to.getPort());
    assertThat(sent).isEqualTo(bytes.length);
  }

  /** Waits for datagrams that have so many bytes together. */
  List<byte[]> receive(int bytes) {
    List<byte[]> received = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);
    for (int left = bytes; left > 0; left -= received.getLast().length) {
      DatagramSocketAddress one =
          await()
              .pollDelay(Duration.ZERO)
              .pollInterval(Duration.ofMillis(1))
              .until(() -> receive(buffer), Objects::nonNull);
      lastSender = new InetSocketAddress(one.getAddress(), one.getPort());
      byte[] datagram = new byte[one.receivedAmount()];
      buffer.get(0, datagram);
      received.add(datagram);
    }
    return received;
  }

  private @Nullable DatagramSocketAddress receive(ByteBuffer buffer) throws IOException {
    return socket.recvFrom(buffer, 0, buffer.capacity());
  }

  /** Who sent the last datagram that was received. */
  InetSocketAddress lastSender() {
    return Objects.requireNonNull(lastSender);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
