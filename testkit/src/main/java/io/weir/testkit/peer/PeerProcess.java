package io.weir.testkit.peer;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that others wrote, running in a folder of its own. Closing it ends it. */
public final class PeerProcess implements AutoCloseable {
  private static final Duration TO_START = Duration.ofSeconds(60);
  private static final long TO_END_SECONDS = 5;

  private final Process process;
  private final Path log;

  private PeerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts one.
   *
   * @param folder where it runs and its output is kept
   * @param variables added to its environment
   */
  public static PeerProcess start(Path folder, Map<String, String> variables, List<String> command)
      throws IOException {
    Path log = folder.resolve(Path.of(command.getFirst()).getFileName() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(variables);
    return new PeerProcess(builder.start(), log);
  }

  /** Waits until it accepts connections. */
  public PeerProcess awaitListening(int port) {
    await()
        .atMost(TO_START)
        .until(() -> {
          if (!process.isAlive()) {
            throw new IllegalStateException("it has ended: " + output());
          }
          return accepts(port);
        });
    return this;
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  /** What it has written. */
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port of loopback that neither TCP nor UDP uses at the moment. */
  public static int freePort() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket stream = new ServerSocket(0, 1, loopback)) {
      new DatagramSocket(new InetSocketAddress(loopback, stream.getLocalPort())).close();
      return stream.getLocalPort();
    } catch (SocketException _) {
      return freePort();
    }
  }

  /** Kills it: what it held is as if its machine had lost power. */
  public void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(TO_END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
