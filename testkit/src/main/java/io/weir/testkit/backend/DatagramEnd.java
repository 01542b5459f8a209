package io.weir.testkit.backend;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;

/** An end of UDP that a test plays. */
public interface DatagramEnd extends AutoCloseable {

  /**
   * A datagram that came.
   *
   * @param bytes what it carried
   * @param from who sent it
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  record Came(byte[] bytes, InetSocketAddress from) {
    /** What it carried, as text. */
    public String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** Where it is. */
  InetSocketAddress address();

  /** Sends a datagram. */
  void send(byte[] bytes, SocketAddress to);

  /** Sends some text. */
  default void send(String text, SocketAddress to) {
    send(text.getBytes(StandardCharsets.UTF_8), to);
  }

  /** Waits for a datagram. */
  Came receive();

  /** Sends some text and waits for an answer. */
  default String exchange(String text, SocketAddress to) {
    send(text, to);
    return receive().text();
  }

  @Override
  void close();
}
