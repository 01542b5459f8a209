package io.weir.testkit.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One end of UDP, with a socket of its own: a client of weir, or a backend. It waits 20 s at most.
 */
public final class UdpPeer implements DatagramEnd {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LARGEST = 65_535;
  private static final int RECEIVE_BUFFER = 4 << 20;

  private final DatagramSocket socket;
  private @Nullable Thread answering;

  private UdpPeer(InetSocketAddress bind) {
    try {
      socket = new DatagramSocket(bind);
      socket.setReceiveBufferSize(RECEIVE_BUFFER);
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One at 127.0.0.1, with a port that the system chooses. */
  public static UdpPeer open() {
    return at("127.0.0.1", 0);
  }

  /** One at an IP address; port 0 lets the system choose. */
  public static UdpPeer at(String host, int port) {
    return new UdpPeer(new InetSocketAddress(InetAddress.ofLiteral(host), port));
  }

  /** A backend that sends back what comes, as it is. */
  public static UdpPeer echoing() {
    return answering(UnaryOperator.identity());
  }

  /** A backend that answers with its name, a space, and what came. */
  public static UdpPeer named(String name) {
    byte[] prefix = (name + " ").getBytes(StandardCharsets.UTF_8);
    return answering(bytes -> {
      byte[] answer = Arrays.copyOf(prefix, prefix.length + bytes.length);
      System.arraycopy(bytes, 0, answer, prefix.length, bytes.length);
      return answer;
    });
  }

  /** A backend that answers each datagram with one. */
  public static UdpPeer answering(UnaryOperator<byte[]> answer) {
    UdpPeer peer = open();
    peer.answer(answer);
    return peer;
  }

  private void answer(UnaryOperator<byte[]> answer) {
    answering =
        Thread.ofPlatform()
            .daemon()
            .name("udp-peer")
            .start(() -> {
              for (Came came = next(Duration.ZERO); came != null; came = next(Duration.ZERO)) {
                send(answer.apply(came.bytes()), came.from());
              }
            });
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** {@code host:port}, as a configuration names it. */
  public String text() {
    return address().getAddress().getHostAddress() + ":" + address().getPort();
  }

  @Override
  public void send(byte[] bytes, SocketAddress to) {
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, to));
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public Came receive() {
    Came came = next(PATIENCE);
    if (came == null) {
      throw new AssertionError("no datagram came to " + address());
    }
    return came;
  }

  /** Waits for a datagram for so long; null if none came, or if this was closed. */
  public @Nullable Came next(Duration patience) {
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    try {
      socket.setSoTimeout((int) patience.toMillis());
      socket.receive(packet);
    } catch (SocketTimeoutException e) {
      return null;
    } catch (IOException e) {
      if (socket.isClosed()) {
        return null;
      }
      throw new UncheckedIOException(e);
    }
    return new Came(
        Arrays.copyOf(packet.getData(), packet.getLength()),
        (InetSocketAddress) packet.getSocketAddress());
  }

  /** When this returns nobody is at its port: until its thread has left, the system keeps it. */
  @Override
  public void close() {
    socket.close();
    if (answering != null) {
      try {
        answering.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
