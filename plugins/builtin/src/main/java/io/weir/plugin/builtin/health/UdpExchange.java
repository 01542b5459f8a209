package io.weir.plugin.builtin.health;

import io.weir.api.health.HealthTarget;
import io.weir.api.health.TimeLeft;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Asks with a datagram. The answer may be spread over several. */
final class UdpExchange implements Exchange {

  @Override
  public byte[] ask(HealthTarget target, byte[] question, int length) throws IOException {
    var timeLeft = new TimeLeft(target.timeout());
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.connect(target.address());
      channel.write(ByteBuffer.wrap(question));
      return receive(channel.socket(), length, timeLeft);
    } catch (PortUnreachableException e) {
      throw new IOException("Port unreachable", e);
    }
  }

  private static byte[] receive(DatagramSocket socket, int length, TimeLeft timeLeft)
      throws IOException {
    byte[] answer = new byte[length];
    int received = 0;
    while (received < length) {
      // What a datagram has beyond the length is of no interest and cut off.
      var packet = new DatagramPacket(answer, received, length - received);
      socket.setSoTimeout(timeLeft.millis());
      socket.receive(packet);
      received += packet.getLength();
    }
    return answer;
  }
}
