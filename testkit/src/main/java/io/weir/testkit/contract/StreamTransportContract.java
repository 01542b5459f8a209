package io.weir.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.core.transport.Side;
import io.weir.testkit.transport.RelayFixture;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What every transport has to keep, shown with real sockets at both ends. */
public abstract class StreamTransportContract extends StreamContract {

  @Test
  void movesBytesBothWays() throws IOException {
    try (RelayFixture relay = RelayFixture.to(transport(), backendAddress());
        Socket client = relay.client();
        Socket server = backend().accept()) {
      client.getOutputStream().write(bytes("question"));
      assertThat(server.getInputStream().readNBytes(8)).isEqualTo(bytes("question"));
      server.getOutputStream().write(bytes("answer"));
      assertThat(client.getInputStream().readNBytes(6)).isEqualTo(bytes("answer"));
      assertThat(relay.read(Side.CLIENT)).isEqualTo(8);
      assertThat(relay.read(Side.BACKEND)).isEqualTo(6);
    }
  }

  @Test
  void sendsWhatWasWrittenBeforeAheadOfTheRelay() throws IOException {
    try (RelayFixture relay =
            RelayFixture.withPrefix(transport(), backendAddress(), bytes("header "));
        Socket client = relay.client();
        Socket server = backend().accept()) {
      client.getOutputStream().write(bytes("body"));
      assertThat(server.getInputStream().readNBytes(11)).isEqualTo(bytes("header body"));
    }
  }

  @Test
  void passesOnAnEndAndKeepsTheOtherDirection() throws IOException {
    try (RelayFixture relay = RelayFixture.to(transport(), backendAddress());
        Socket client = relay.client();
        Socket server = backend().accept()) {
      client.getOutputStream().write(bytes("all"));
      client.shutdownOutput();
      assertThat(server.getInputStream().readAllBytes()).isEqualTo(bytes("all"));
      byte[] answer = random(100 << 20, 1);
      Thread.ofVirtual().start(() -> sendAndEnd(server, answer));
      byte[] received = client.getInputStream().readAllBytes();
      assertThat(Arrays.mismatch(received, answer)).isEqualTo(-1);
      await()
          .untilAsserted(() ->
              assertThat(relay.events())
                  .contains(
                      "ended CLIENT", "outputShut BACKEND", "ended BACKEND", "outputShut CLIENT"));
    }
  }

  @Test
  void goesOnSendingToASlowReaderThatHasEnded() throws Exception {
    byte[] answer = random(32 << 20, 3);
    try (RelayFixture relay = RelayFixture.to(transport(), backendAddress());
        Socket client = relay.client();
        Socket server = backend().accept()) {
      client.shutdownOutput();
      await().until(() -> relay.events().contains("outputShut BACKEND"));
      Thread.ofVirtual().start(() -> sendAndEnd(server, answer));
      // Nobody reads yet, so the relay has to wait until it can write, with nothing to read left.
      awaitStandstill(relay, Side.BACKEND);
      assertThat(relay.read(Side.BACKEND)).isLessThan(answer.length);
      byte[] received = client.getInputStream().readAllBytes();
      assertThat(received).hasSameSizeAs(answer);
      assertThat(Arrays.mismatch(received, answer)).isEqualTo(-1);
      assertThat(relay.events()).noneMatch(event -> event.startsWith("broken"));
    }
  }

  @Test
  void passesOnAClientsReset() throws IOException {
    try (RelayFixture relay = RelayFixture.to(transport(), backendAddress());
        Socket client = relay.client();
        Socket server = backend().accept()) {
      client.getOutputStream().write(bytes("x"));
      assertThat(server.getInputStream().read()).isEqualTo('x');
      reset(client);
      assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(SocketException.class);
      assertThat(relay.events()).containsExactly("broken CLIENT reset");
    }
  }

  @Test
  void passesOnABackendsReset() throws IOException {
    try (RelayFixture relay = RelayFixture.to(transport(), backendAddress());
        Socket client = relay.client();
        Socket server = backend().accept()) {
      server.getOutputStream().write(bytes("x"));
      assertThat(client.getInputStream().read()).isEqualTo('x');
      reset(server);
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
      assertThat(relay.events()).containsExactly("broken BACKEND reset");
    }
  }

  @Test
  void readsOnlyABoundedAmountAheadOfASlowReaderAndThenTheRest() throws Exception {
    byte[] sent = random(64 << 20, 2);
    try (RelayFixture relay = RelayFixture.to(transport(), backendAddress());
        Socket client = relay.client();
        Socket server = backend().accept()) {
      Thread.ofVirtual().start(() -> sendAndEnd(client, sent));
      awaitStandstill(relay, Side.CLIENT);
      assertThat(relay.read(Side.CLIENT)).isLessThan(32 << 20);
      assertThat(server.getInputStream().readAllBytes()).isEqualTo(sent);
    }
  }

  @Test
  void deliversWhatAClientSentAndEndedBeforeItWasRelayed() throws IOException {
    CountDownLatch gate = new CountDownLatch(1);
    try (RelayFixture relay = RelayFixture.behind(transport(), backendAddress(), gate);
        Socket client = relay.client()) {
      OutputStream out = client.getOutputStream();
      out.write(bytes("early"));
      client.shutdownOutput();
      gate.countDown();
      try (Socket server = backend().accept()) {
        assertThat(server.getInputStream().readAllBytes()).isEqualTo(bytes("early"));
        sendAndEnd(server, bytes("answer"));
        assertThat(client.getInputStream().readAllBytes()).isEqualTo(bytes("answer"));
      }
    }
  }

  @Test
  void whatWasPeekedAtComesAgain() throws IOException {
    try (RelayFixture relay = RelayFixture.peekingAt(transport(), backendAddress(), 8);
        Socket client = relay.client()) {
      client.getOutputStream().write(bytes("ques"));
      await().until(() -> relay.accepted() == 1);
      client.getOutputStream().write(bytes("tion"));
      try (Socket server = backend().accept()) {
        client.getOutputStream().write(bytes(" and more"));
        client.shutdownOutput();
        assertThat(server.getInputStream().readAllBytes()).isEqualTo(bytes("question and more"));
        assertThat(relay.events()).first().isEqualTo("peeked question");
        assertThat(relay.read(Side.CLIENT)).isEqualTo(17);
        sendAndEnd(server, bytes("answer"));
        assertThat(client.getInputStream().readAllBytes()).isEqualTo(bytes("answer"));
      }
    }
  }

  @Test
  void aPeekSeesTheEndAndTheRelayDoesToo() throws IOException {
    try (RelayFixture relay = RelayFixture.peekingAt(transport(), backendAddress(), 8);
        Socket client = relay.client()) {
      client.getOutputStream().write(bytes("short"));
      client.shutdownOutput();
      try (Socket server = backend().accept()) {
        assertThat(server.getInputStream().readAllBytes()).isEqualTo(bytes("short"));
        assertThat(relay.events()).first().isEqualTo("ended after short");
        sendAndEnd(server, bytes("answer"));
        assertThat(client.getInputStream().readAllBytes()).isEqualTo(bytes("answer"));
      }
    }
  }

  @Test
  void tellsThatABackendRefuses() throws IOException {
    InetSocketAddress nobody = backendAddress();
    backend().close();
    try (RelayFixture relay = RelayFixture.to(transport(), nobody);
        Socket client = relay.client()) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(relay.events()).containsExactly("connectFailed REFUSED");
    }
  }

  @Test
  void handsOverClientsThatWaitWhenTheListenerCloses() throws Exception {
    int clients = 200;
    CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(clients));
    List<Socket> sockets = new ArrayList<>();
    try (RelayFixture relay = RelayFixture.to(transport(), backendAddress())) {
      for (int i = 0; i < clients; i++) {
        sockets.add(relay.client());
      }
      relay.stopListening();
      for (Socket socket : sockets) {
        assertThat(socket.getInputStream().read()).isEqualTo('!');
      }
      assertThat(relay.accepted()).isEqualTo(clients);
      served.join();
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private void serve(int clients) {
    try {
      for (int i = 0; i < clients; i++) {
        try (Socket server = backend().accept()) {
          server.getOutputStream().write('!');
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void freesTheAddressWhenTheListenerHasClosed() throws IOException {
    try (RelayFixture relay = RelayFixture.to(transport(), backendAddress())) {
      relay.stopListening();
      assertThatThrownBy(relay::client).isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesToListenOnAnAddressThatIsTaken() {
    assertThatThrownBy(() -> transport().listen(backendAddress(), client -> client.close()))
        .isInstanceOf(IOException.class);
  }
}
