package io.weir.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.core.transport.Side;
import io.weir.testkit.transport.RelayFixture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every transport has to live through, shown with real sockets at both ends. */
public abstract class StreamHardshipContract extends StreamContract {
  private static final int MOST_READ_AHEAD = 32 << 20;

  /** Both ends stop sending at the same moment, with bytes on the way in both directions. */
  @Test
  void deliversEverythingWhenBothEndsEndAtOnce() throws Exception {
    try (RelayFixture relay = RelayFixture.to(transport(), backendAddress())) {
      for (int round = 0; round < 50; round++) {
        byte[] question = random(round * 5_000, round);
        byte[] answer = random(250_000 - round * 5_000, -round);
        try (Socket client = relay.client();
            Socket server = backend().accept()) {
          CompletableFuture<byte[]> arrived = received(client);
          CompletableFuture<byte[]> asked = received(server);
          CompletableFuture<Void> sending = aside(() -> sendAndEnd(client, question));
          sendAndEnd(server, answer);
          sending.join();
          assertThat(Arrays.mismatch(arrived.join(), answer)).isEqualTo(-1);
          assertThat(Arrays.mismatch(asked.join(), question)).isEqualTo(-1);
        }
      }
      await().untilAsserted(() -> assertThat(relay.events()).hasSize(4 * 50));
      assertThat(relay.events()).noneMatch(event -> event.startsWith("broken"));
    }
  }

  private static CompletableFuture<Void> aside(Runnable task) {
    return CompletableFuture.runAsync(task, Thread::startVirtualThread);
  }

  private static CompletableFuture<byte[]> received(Socket socket) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return socket.getInputStream().readAllBytes();
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        },
        Thread::startVirtualThread);
  }

  @Test
  void passesOnAClientsResetInTheMiddleOfADownload() throws Exception {
    try (RelayFixture relay = RelayFixture.to(transport(), backendAddress());
        Socket client = relay.client();
        Socket server = backend().accept()) {
      CompletableFuture<Void> sending = aside(() -> sendForEver(server));
      client.getInputStream().skipNBytes(8 << 20);
      reset(client);
      assertThatThrownBy(sending::join).hasRootCauseInstanceOf(SocketException.class);
      await().until(() -> relay.events().contains("broken CLIENT reset"));
    }
  }

  @Test
  void passesOnABackendsResetInTheMiddleOfADownload() throws Exception {
    try (RelayFixture relay = RelayFixture.to(transport(), backendAddress());
        Socket client = relay.client();
        Socket server = backend().accept()) {
      CompletableFuture<Void> sending = aside(() -> sendForEver(server));
      client.getInputStream().skipNBytes(8 << 20);
      reset(server);
      assertThatThrownBy(sending::join).hasRootCauseInstanceOf(SocketException.class);
      // An end where there was none would look to the client as if it had got everything.
      assertThatThrownBy(() -> client.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class);
      await().until(() -> relay.events().contains("broken BACKEND reset"));
    }
  }

  private static void sendForEver(Socket socket) {
    try {
      OutputStream out = socket.getOutputStream();
      byte[] chunk = random(100_000, 4);
      while (true) {
        out.write(chunk);
      }
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  @Test
  void aBackendThatNeverReadsCostsABoundedAmountAndHearsOfTheReset() throws Exception {
    try (RelayFixture relay = RelayFixture.to(transport(), backendAddress());
        Socket client = relay.client();
        Socket server = backend().accept()) {
      CompletableFuture<Void> sending = aside(() -> sendForEver(client));
      awaitStandstill(relay, Side.CLIENT);
      assertThat(relay.read(Side.CLIENT)).isLessThan(MOST_READ_AHEAD);
      reset(client);
      assertThatThrownBy(sending::join).hasRootCauseInstanceOf(SocketException.class);
      assertThatThrownBy(() -> server.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class);
    }
  }

  @Test
  void movesMuchForOneWhileManyOthersAreStalled() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try (RelayFixture relay = RelayFixture.to(transport(), backendAddress())) {
      for (int i = 0; i < 20; i++) {
        Socket client = relay.client();
        Socket server = backend().accept();
        sockets.addAll(List.of(client, server));
        aside(() -> sendForEver(server));
      }
      awaitStandstill(relay, Side.BACKEND);
      byte[] sent = random(32 << 20, 5);
      try (Socket client = relay.client();
          Socket server = backend().accept()) {
        aside(() -> sendAndEnd(client, sent));
        byte[] received = server.getInputStream().readAllBytes();
        assertThat(Arrays.mismatch(received, sent)).isEqualTo(-1);
      }
    } finally {
      for (Socket socket : sockets) {
        reset(socket);
      }
    }
  }

  /** Descriptors' numbers are taken again at once here; nobody may get what was another's. */
  @Test
  void keepsConnectionsApartWhenTheyFollowEachOtherClosely() throws Exception {
    int connections = 1_500;
    try (RelayFixture relay = RelayFixture.to(transport(), backendAddress());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> serving = threads.submit(() -> echoOrReset(connections, threads));
      List<Future<Boolean>> talks = new ArrayList<>();
      for (int lane = 0; lane < 6; lane++) {
        int first = lane;
        talks.add(
            threads.submit(() -> {
              for (int id = first; id < connections; id += 6) {
                if (!isAnsweredRightly(relay, id)) {
                  return false;
                }
              }
              return true;
            }));
      }
      for (Future<Boolean> talk : talks) {
        assertThat(talk.get()).isTrue();
      }
      serving.get();
    }
  }

  private Void echoOrReset(int connections, ExecutorService threads) throws IOException {
    for (int i = 0; i < connections; i++) {
      Socket server = backend().accept();
      threads.submit(() -> {
        try (server) {
          byte[] id = server.getInputStream().readNBytes(4);
          if (ByteBuffer.wrap(id).getInt() % 3 == 0) {
            reset(server);
          } else {
            server.getOutputStream().write(id);
          }
        }
        return null;
      });
    }
    return null;
  }

  private static boolean isAnsweredRightly(RelayFixture relay, int id) throws IOException {
    try (Socket client = relay.client()) {
      byte[] question = ByteBuffer.allocate(4).putInt(id).array();
      client.getOutputStream().write(question);
      InputStream in = client.getInputStream();
      byte[] answer;
      try {
        answer = in.readAllBytes();
      } catch (SocketException e) {
        return id % 3 == 0;
      }
      return Arrays.equals(answer, question);
    }
  }

  @Test
  void servesAStormOfClientsThatConnectAtOnce() throws Exception {
    int clients = 1_000;
    List<Socket> sockets = new ArrayList<>();
    try (RelayFixture relay = RelayFixture.to(transport(), backendAddress());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> serving = threads.submit(() -> echoOrReset(clients, threads));
      for (int i = 0; i < clients; i++) {
        sockets.add(relay.client());
      }
      for (Socket socket : sockets) {
        socket.getOutputStream().write(new byte[] {0, 0, 0, 1});
      }
      for (Socket socket : sockets) {
        assertThat(socket.getInputStream().readNBytes(4)).containsExactly(0, 0, 0, 1);
      }
      serving.get();
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }
}
