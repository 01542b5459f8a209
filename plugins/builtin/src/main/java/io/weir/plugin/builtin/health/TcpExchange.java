package io.weir.plugin.builtin.health;

import io.weir.api.health.HealthTarget;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.channels.SocketChannel;

/** Asks over a TCP connection. */
class TcpExchange implements Exchange {

  @Override
  public final byte[] ask(HealthTarget target, byte[] question, int length) throws IOException {
    var timeLeft = new TimeLeft(target.timeout());
    // A channel's socket: unlike another one it is closed by an interrupt.
    try (SocketChannel channel = SocketChannel.open()) {
      channel.socket().connect(target.address(), timeLeft.millis());
      channel.socket().setSoTimeout(timeLeft.millis());
      Socket socket = secure(channel.socket(), target);
      socket.getOutputStream().write(question);
      return read(socket, length, timeLeft);
    }
  }

  /** The socket to speak over; for protocols on top of TCP. */
  Socket secure(Socket connected, HealthTarget target) throws IOException {
    return connected;
  }

  private static byte[] read(Socket socket, int length, TimeLeft timeLeft) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] answer = new byte[length];
    int read = 0;
    while (read < length) {
      socket.setSoTimeout(timeLeft.millis());
      int count = in.read(answer, read, length - read);
      if (count < 0) {
        throw new EOFException("the answer ended after " + read + " of " + length + " bytes");
      }
      read += count;
    }
    return answer;
  }
}
