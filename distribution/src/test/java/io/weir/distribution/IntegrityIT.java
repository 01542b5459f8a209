package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.process.WeirProcess;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random data over thousands of connections of all sizes, hashed at both ends. The client ends its
 * direction before it reads (half-close), and every tenth one reads slowly through a small buffer.
 */
class IntegrityIT extends SystemTest {
  private static final int CONNECTIONS = 3_000;
  private static final int AT_A_TIME = 24;
  private static final int LONGEST_LOG2 = 20;

  @ParameterizedTest
  @ValueSource(strings = {"linux", "channel"})
  void everyByteArrivesUnchangedBothWays(String transport) throws Exception {
    try (ServerSocket backend = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        WeirProcess weir =
            startServer(
                "transport = %s\n%s"
                    .formatted(transport, staticLines("127.0.0.1:" + backend.getLocalPort())))) {
      Future<?> serving = threads.submit(() -> serve(backend, threads));
      Semaphore places = new Semaphore(AT_A_TIME);
      List<Future<Boolean>> connections = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        int seed = i;
        Callable<Boolean> connection =
            () -> {
              places.acquire();
              try {
                return talk(weir.port("web"), seed);
              } finally {
                places.release();
              }
            };
        connections.add(threads.submit(connection));
      }
      for (int i = 0; i < CONNECTIONS; i++) {
        assertThat(connections.get(i).get()).as("connection " + i).isTrue();
      }
      backend.close();
      serving.get();
    }
  }

  /** Sends seeded bytes and ends; the answer is the hash of them, more bytes, and their hash. */
  private static boolean talk(int port, int seed) throws Exception {
    boolean slow = seed % 10 == 0;
    try (Socket socket = new Socket()) {
      if (slow) {
        socket.setReceiveBufferSize(4096);
      }
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      byte[] sent = send(socket, new Random(seed));
      socket.shutdownOutput();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] received = in.readNBytes(32);
      int length = in.readInt();
      MessageDigest hash = sha256();
      InputStream body = new DigestInputStream(in, hash);
      readFully(body, length, slow ? 512 : 65_536);
      boolean whole = MessageDigest.isEqual(hash.digest(), in.readNBytes(32));
      return whole && MessageDigest.isEqual(sent, received) && in.read() == -1;
    }
  }

  private static void readFully(InputStream in, int length, int chunk) throws IOException {
    byte[] buffer = new byte[chunk];
    for (int left = length; left > 0; ) {
      int count = in.read(buffer, 0, Math.min(left, chunk));
      if (count < 0) {
        throw new IOException(left + " bytes are missing");
      }
      left -= count;
    }
  }

  /** Sends the length and as many random bytes of any order of magnitude; returns their hash. */
  private static byte[] send(Socket socket, Random random) throws Exception {
    int length = random.nextInt(1 << random.nextInt(1, LONGEST_LOG2 + 1));
    MessageDigest hash = sha256();
    OutputStream out = socket.getOutputStream();
    byte[] head = new byte[Integer.BYTES];
    for (int i = 0; i < head.length; i++) {
      head[i] = (byte) (length >>> (24 - 8 * i));
    }
    out.write(head);
    OutputStream hashing = new DigestOutputStream(out, hash);
    byte[] chunk = new byte[16_384];
    for (int left = length; left > 0; left -= chunk.length) {
      random.nextBytes(chunk);
      hashing.write(chunk, 0, Math.min(left, chunk.length));
    }
    return hash.digest();
  }

  private static void serve(ServerSocket backend, ExecutorService threads) {
    try {
      while (true) {
        Socket socket = backend.accept();
        threads.submit(() -> answer(socket));
      }
    } catch (SocketException closed) {
      assertThat(backend.isClosed()).isTrue();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Void answer(Socket socket) throws Exception {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      int length = in.readInt();
      MessageDigest hash = sha256();
      readFully(new DigestInputStream(in, hash), length, 32_768);
      if (in.read() != -1) {
        throw new IOException("more bytes than were sent");
      }
      socket.getOutputStream().write(hash.digest());
      socket.getOutputStream().write(send(socket, new Random(length)));
    }
    return null;
  }

  private static MessageDigest sha256() throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256");
  }
}
