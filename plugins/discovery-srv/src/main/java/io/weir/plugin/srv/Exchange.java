package io.weir.plugin.srv;

import io.weir.api.health.TimeLeft;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.xbill.DNS.Message;
import org.xbill.DNS.io.IoClientFactory;
import org.xbill.DNS.io.TcpIoClient;
import org.xbill.DNS.io.UdpIoClient;

/**
 * A question with a socket of its own, which ends with the exchange; over TCP where the answer has
 * no room in a datagram (RFC 7766). The library's own clients keep one connection to a server and
 * put every question on it: where a firewall has forgotten that connection, none is answered until
 * the kernel gives it up, a quarter of an hour later. And they have a thread that never ends.
 */
final class Exchange implements IoClientFactory, TcpIoClient, UdpIoClient, AutoCloseable {
  private final Socket socket = new Socket();
  private final DatagramChannel channel;
  private final Executor executor;

  /**
   * Prepares one exchange.
   *
   * @param executor waits for the answer
   */
  Exchange(Executor executor) throws IOException {
    this.executor = executor;
    this.channel = DatagramChannel.open();
  }

  @Override
  public TcpIoClient createOrGetTcpClient() {
    return this;
  }

  @Override
  public CompletableFuture<byte[]> sendAndReceiveTcp(
      InetSocketAddress local,
      InetSocketAddress remote,
      Message query,
      byte[] data,
      Duration timeout) {
    return answer(() -> exchange(remote, data, (int) timeout.toMillis()));
  }

  @Override
  public UdpIoClient createOrGetUdpClient() {
    return this;
  }

  @Override
  public CompletableFuture<byte[]> sendAndReceiveUdp(
      InetSocketAddress local,
      InetSocketAddress remote,
      Message query,
      byte[] data,
      int max,
      Duration timeout) {
    return answer(() ->
        // Whatever comes: the library says what is wrong with it.
        UdpExchange.ask(channel, remote, data, _ -> true, new TimeLeft(timeout)));
  }

  private CompletableFuture<byte[]> answer(Callable<byte[]> waiting) {
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    executor.execute(() -> {
      try {
        answer.complete(waiting.call());
      } catch (Exception e) {
        answer.completeExceptionally(e);
      }
    });
    return answer;
  }

  /** The time is a limit for each step; that for all of them is kept by who closes this. */
  private byte[] exchange(InetSocketAddress server, byte[] question, int millis)
      throws IOException {
    socket.connect(server, millis);
    socket.setSoTimeout(millis);
    return ask(socket, question);
  }

  /** Sends a question over a connection, and waits for what comes back. */
  static byte[] ask(Socket connected, byte[] question) throws IOException {
    // In one piece: some servers take a length that comes alone for the whole.
    connected
        .getOutputStream()
        .write(
            ByteBuffer.allocate(2 + question.length)
                .putShort((short) question.length)
                .put(question)
                .array());
    DataInputStream in = new DataInputStream(connected.getInputStream());
    byte[] answer = new byte[in.readUnsignedShort()];
    in.readFully(answer);
    return answer;
  }

  /** Ends what is under way. */
  @Override
  public void close() throws IOException {
    try (channel) {
      socket.close();
    }
  }
}
