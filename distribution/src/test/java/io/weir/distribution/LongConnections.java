package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.backend.TestClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Connections that stay open over many reloads. */
record LongConnections(List<TestClient> clients) implements AutoCloseable {
  static LongConnections open(int port, int count) throws IOException {
    List<TestClient> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TestClient client = TestClient.connect(port);
      clients.add(client);
      client.readLine();
    }
    return new LongConnections(clients);
  }

  /** Has all of them exchange a line, and says what went wrong. */
  List<String> talk() {
    List<String> problems = new ArrayList<>();
    for (TestClient client : clients) {
      try {
        assertThat(client.exchange("hello")).isEqualTo("hello");
      } catch (IOException e) {
        problems.add(e.toString());
      }
    }
    return problems;
  }

  @Override
  public void close() {
    clients.forEach(TestClient::close);
  }
}
