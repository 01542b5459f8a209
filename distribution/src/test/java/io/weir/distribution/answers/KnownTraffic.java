package io.weir.distribution.answers;

import io.weir.api.config.HostPort;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestClient;
import java.io.IOException;

/**
 * Three servers and what their clients do. {@code traffic} has two backends that serve; the only
 * backend of {@code refusing} refuses; of {@code retried} the first one refuses and the second one
 * would serve.
 */
final class KnownTraffic implements AutoCloseable {
  /** How many connections {@code traffic} has had once {@link #run} returns. */
  static final int CONNECTIONS = 4;

  /** How many bytes its clients sent in all. */
  static final int SENT = CONNECTIONS * 1000;

  /** How many they got: each a greeting of six bytes, and what it sent. */
  static final int RECEIVED = SENT + CONNECTIONS * 6;

  private static final String LINE = "x".repeat(999);

  private final TestBackend first = backend("127.45.0.1");
  private final TestBackend second = backend("127.45.0.2");
  private final TestBackend third = backend("127.45.0.4");

  /** What happened to the clients of each server. */
  record Outcome(String refusing, String retried) {}

  /** One connection after the other. The servers have to have discovered. */
  Outcome run() throws IOException {
    for (int i = 0; i < CONNECTIONS; i++) {
      try (TestClient client = connect(24131)) {
        client.readLine();
        client.exchange(LINE);
      }
    }
    return new Outcome(outcome(24132), outcome(24133));
  }

  @Override
  public void close() {
    first.close();
    second.close();
    third.close();
  }

  private static String outcome(int port) throws IOException {
    try (TestClient client = connect(port)) {
      return client.isEndedByPeer() ? "closed" : "served";
    }
  }

  private static TestClient connect(int port) throws IOException {
    return TestClient.connect("127.45.0.250", port, "127.0.0.1");
  }

  private static TestBackend backend(String host) {
    return TestBackend.at(new HostPort(host, 24007), Behaviour.greetsAndEchoes("hello"));
  }
}
