package io.weir.plugin.srv;

import io.weir.api.health.TimeLeft;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.function.Predicate;

/** A question in a datagram, and the first datagram that answers it. */
final class UdpExchange {
  private static final int LONGEST_MESSAGE = 65_535;

  private UdpExchange() {}

  /**
   * Asks, and waits for the answer.
   *
   * @param channel a new one, so that the port is another for each question; an interrupt closes it
   * @param wire the question as it is sent
   * @param wanted whether what came is what is waited for; it is passed over otherwise
   * @return the answer as it came
   */
  static byte[] ask(
      DatagramChannel channel,
      InetSocketAddress server,
      byte[] wire,
      Predicate<byte[]> wanted,
      TimeLeft timeLeft)
      throws IOException {
    try {
      channel.connect(server);
      channel.write(ByteBuffer.wrap(wire));
      return receive(channel.socket(), wanted, timeLeft);
    } catch (PortUnreachableException e) {
      throw new IOException("Port unreachable", e);
    }
  }

  private static byte[] receive(DatagramSocket socket, Predicate<byte[]> wanted, TimeLeft timeLeft)
      throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[LONGEST_MESSAGE], LONGEST_MESSAGE);
    while (true) {
      packet.setLength(LONGEST_MESSAGE);
      socket.setSoTimeout(timeLeft.millis());
      socket.receive(packet);
      byte[] received = Arrays.copyOf(packet.getData(), packet.getLength());
      if (wanted.test(received)) {
        return received;
      }
    }
  }
}
