package io.weir.plugin.builtin.health;

import io.weir.api.health.CheckSocket;
import io.weir.api.health.HealthTarget;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;

/** Asks over a TCP connection. */
class TcpExchange implements Exchange {

  @Override
  public final byte[] ask(HealthTarget target, byte[] question, int length) throws IOException {
    try (CheckSocket connected = CheckSocket.connect(target, Long.MAX_VALUE)) {
      Socket socket = secure(connected);
      socket.getOutputStream().write(question);
      byte[] answer = socket.getInputStream().readNBytes(length);
      if (answer.length < length) {
        throw new EOFException(
            "the answer ended after " + answer.length + " of " + length + " bytes");
      }
      return answer;
    }
  }

  /** The socket to speak over; for protocols on top of TCP. */
  Socket secure(CheckSocket connected) throws IOException {
    return connected;
  }
}
