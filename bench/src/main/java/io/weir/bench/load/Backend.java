package io.weir.bench.load;

/**
 * The server behind a peer. Each peer has one of its own, so that no peer's closed connections lie
 * in another's way.
 *
 * @param port where it listens, on loopback
 */
public record Backend(int port, LoadProcess process) implements AutoCloseable {
  /** Starts one and waits until it listens. */
  public static Backend start(Programs programs, int port) {
    return new Backend(port, LoadProcess.start(programs.command("backend", port)));
  }

  @Override
  public void close() {
    process.close();
  }
}
