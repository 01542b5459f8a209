package io.weir.api.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.Backend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What tells it from another socket. */
@Timeout(30)
class CheckSocketTest {
  private static final int LIMIT = 1000;

  private final ServerSocket server;

  CheckSocketTest() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private CheckSocket connect(Duration timeout) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    Backend backend = Backend.of("127.0.0.1", server.getLocalPort());
    return CheckSocket.connect(HealthTarget.of(backend, address, timeout), LIMIT);
  }

  /** A peer that sends a byte every so many milliseconds for as long as it can. */
  private void sendForEver(int pauseMillis) {
    Thread.ofVirtual()
        .start(() -> {
          try (Socket peer = server.accept()) {
            while (true) {
              peer.getOutputStream().write('x');
              Thread.sleep(pauseMillis);
            }
          } catch (IOException | InterruptedException _) {
            // The other end has had enough.
          }
        });
  }

  @Test
  void speaksBothWays() throws Exception {
    try (CheckSocket socket = connect(Duration.ZERO);
        Socket peer = server.accept()) {
      socket.setSoTimeout(1);
      socket.getOutputStream().write("ask".getBytes(StandardCharsets.UTF_8));
      assertThat(peer.getInputStream().readNBytes(3)).asString().isEqualTo("ask");
      peer.getOutputStream().write("answer".getBytes(StandardCharsets.UTF_8));
      peer.shutdownOutput();

      assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("answer");
      assertThat(socket.isConnected()).isTrue();
      assertThat(socket.getPort()).isEqualTo(server.getLocalPort());
    }
  }

  @Test
  void whatDripsEndsAtTheTimeout() throws Exception {
    sendForEver(20);
    try (CheckSocket socket = connect(Duration.ofMillis(300))) {
      assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("no answer within 300 ms");
      // pgjdbc reads on after a SocketTimeoutException.
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isExactlyInstanceOf(IOException.class)
          .hasMessage("no answer within 300 ms");
    }
  }

  @Test
  void whatNeverEndsEndsAtTheLimit() throws Exception {
    sendForEver(0);
    try (CheckSocket socket = connect(Duration.ZERO)) {
      assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
          .isInstanceOf(IOException.class)
          .hasMessage("more than 1000 bytes come as an answer");
    }
  }

  @Test
  void anInterruptEndsIt() throws Exception {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              try (CheckSocket socket = connect(Duration.ZERO)) {
                thrown.completeExceptionally(
                    new AssertionError(socket.getInputStream().read() + " is read"));
              } catch (IOException e) {
                thrown.complete(e);
              }
            });
    try (Socket peer = server.accept()) {
      reader.interrupt();

      assertThat(thrown.get()).isInstanceOf(IOException.class);
      assertThat(peer.getInputStream().read()).isNegative();
    }
  }

  @Test
  void whereNobodyListensThereIsNone() throws Exception {
    server.close();

    assertThatThrownBy(() -> connect(Duration.ZERO)).hasMessage("Connection refused");
  }
}
