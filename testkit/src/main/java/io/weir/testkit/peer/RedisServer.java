package io.weir.testkit.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Redis on loopback, with nothing in it. Closing it ends it. */
public final class RedisServer implements AutoCloseable {
  private final PeerFolder folder;
  private final PeerProcess process;
  private final int port;

  private RedisServer(PeerFolder folder, PeerProcess process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** The program; empty if it is not installed (Debian package redis-server). */
  public static Optional<Path> program() {
    return PeerProgram.find("redis-server");
  }

  /**
   * Starts one; returns when it accepts connections.
   *
   * @param options of redis.conf, e.g. {@code "--requirepass", "secret"}
   */
  public static RedisServer start(Path program, String... options) throws IOException {
    PeerFolder folder = PeerFolder.create();
    int port = PeerProcess.freePort();
    List<String> command =
        new ArrayList<>(
            List.of(program.toString(), "--port", Integer.toString(port), "--save", ""));
    command.addAll(List.of("--bind", "127.0.0.1", "--repl-ping-replica-period", "1"));
    command.addAll(List.of(options));
    PeerProcess process =
        PeerProcess.start(folder.path(), Map.of(), folder.command(command)).awaitListening(port);
    return new RedisServer(folder, process, port);
  }

  /** Its port. */
  public int port() {
    return port;
  }

  /**
   * Has it do something, as the default user without a password.
   *
   * @return what it answers
   */
  public String command(String... words) throws IOException, InterruptedException {
    return command(port, words);
  }

  /**
   * Has the server do something that a port leads to.
   *
   * @throws IOException if it fails, such as where no server is
   */
  public String command(int at, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("redis-cli", "-p", Integer.toString(at), "-e"));
    command.addAll(List.of(words));
    return folder.run(command.toArray(String[]::new)).strip();
  }

  /** Has it follow another one from now on. */
  public void follow(RedisServer master) throws IOException, InterruptedException {
    command("REPLICAOF", "127.0.0.1", Integer.toString(master.port()));
  }

  /** Has it follow nobody any more: it takes writes. */
  public void promote() throws IOException, InterruptedException {
    command("REPLICAOF", "NO", "ONE");
  }

  @Override
  public void close() {
    process.close();
    folder.close();
  }
}
