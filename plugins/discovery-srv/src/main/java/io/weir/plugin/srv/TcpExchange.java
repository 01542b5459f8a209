package io.weir.plugin.srv;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.xbill.DNS.Message;
import org.xbill.DNS.io.DefaultIoClientFactory;
import org.xbill.DNS.io.TcpIoClient;

/**
 * A question over a connection of its own (RFC 7766), which ends with the exchange. The library's
 * own client keeps one connection to a server and puts every question on it: where a firewall has
 * forgotten that connection, none is answered until the kernel gives it up, a quarter of an hour
 * later.
 */
final class TcpExchange extends DefaultIoClientFactory implements TcpIoClient, AutoCloseable {
  private final Socket socket = new Socket();
  private final Executor executor;

  /**
   * Prepares one exchange.
   *
   * @param executor waits for the answer
   */
  TcpExchange(Executor executor) {
    this.executor = executor;
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
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    executor.execute(() -> {
      try {
        answer.complete(exchange(remote, data, (int) timeout.toMillis()));
      } catch (IOException | RuntimeException e) {
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
    socket.close();
  }
}
