package io.weir.bench.peer;

import io.weir.bench.BenchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Starts peers on the processors that are theirs.
 *
 * @param configs the folder of the catalogue's configuration files
 * @param scratch where filled-in configurations and logs go
 * @param placement where, and with how many threads
 */
public record PeerStarter(Path configs, Path scratch, Placement placement) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * Starts the process and does not wait for it.
   *
   * @param port where it shall listen, on loopback
   * @param backend where its backend listens
   * @throws BenchException if something listens on {@code port} already
   */
  public RunningPeer spawn(Peer peer, int port, int backend) {
    expectFree(peer, port);
    Target target = Target.of(port, backend);
    try {
      Path folder = Files.createDirectories(folder(peer));
      if (peer.definition().wire() == Wire.TLS) {
        Certificates.make(certificates());
      }
      UnaryOperator<String> fill =
          text ->
              text.replace("@PORT@", Integer.toString(port))
                  .replace("@BACKEND@", Integer.toString(backend))
                  .replace("@SECOND@", Integer.toString(target.second()))
                  .replace("@SINK@", Integer.toString(target.sink()))
                  .replace("@THREADS@", Integer.toString(placement.threads()))
                  .replace("@CERTIFICATES@", certificates().toString())
                  .replace("@FOLDER@", folder.toString());
      Path config = folder.resolve(peer.definition().config());
      String template = Files.readString(configs.resolve(peer.definition().config()));
      Files.writeString(config, fill.apply(template));

      var command = new ArrayList<>(List.of("taskset", "-c", placement.proxyList()));
      command.add(peer.program().toString());
      peer.definition()
          .command()
          .forEach(
              argument -> command.add(fill.apply(argument).replace("{config}", config.toString())));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log(peer).toFile());
      peer.definition()
          .environment()
          .forEach((key, value) -> builder.environment().put(key, fill.apply(value)));
      long started = System.nanoTime();
      return new RunningPeer(peer.name(), port, builder.start(), started);
    } catch (IOException e) {
      throw new BenchException(peer.name() + " cannot be started: " + e.getMessage(), e);
    }
  }

  /**
   * Starts it and waits until a message through it comes back.
   *
   * @throws BenchException if it ends or does not serve in time; the message holds the end of its
   *     log
   */
  public RunningPeer start(Peer peer, int port, int backend) throws InterruptedException {
    RunningPeer running = spawn(peer, port, backend);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!serves(peer.definition().wire(), port)) {
      boolean ended = running.process().waitFor(20, TimeUnit.MILLISECONDS);
      if (ended || System.nanoTime() > end) {
        running.close();
        String what =
            ended
                ? "ended with status " + running.process().exitValue()
                : "does not serve after " + PATIENCE.toSeconds() + " s";
        throw new BenchException(peer.name() + " " + what + "; its log ends:\n" + logEnd(peer));
      }
    }
    return running;
  }

  private static void expectFree(Peer peer, int port) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (ServerSocket socket = new ServerSocket();
        DatagramSocket datagrams = new DatagramSocket(null)) {
      socket.setReuseAddress(true);
      socket.bind(address);
      datagrams.bind(address);
    } catch (IOException e) {
      throw new BenchException(
          "%s cannot be started: port %d is in use.".formatted(peer.name(), port), e);
    }
  }

  private static boolean serves(Wire wire, int port) {
    return switch (wire) {
      case TCP -> servesConnections(port);
      case TLS -> listens(port);
      case UDP -> servesDatagrams(port);
    };
  }

  private static boolean servesDatagrams(int port) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout(200);
      byte[] data = {'E'};
      socket.send(new DatagramPacket(data, data.length));
      socket.receive(new DatagramPacket(data, data.length));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean servesConnections(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      socket.setSoTimeout(500);
      socket.getOutputStream().write('E');
      return socket.getInputStream().read() == 'E';
    } catch (IOException e) {
      return false;
    }
  }

  /** The last lines of its log. */
  public String logEnd(Peer peer) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log(peer)), StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path certificates() {
    return scratch.resolve("certificates");
  }

  private Path folder(Peer peer) {
    return scratch.resolve(peer.name());
  }

  private Path log(Peer peer) {
    return folder(peer).resolve("log");
  }
}
