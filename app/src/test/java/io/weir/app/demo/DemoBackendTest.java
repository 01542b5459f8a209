package io.weir.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.app.OperatorException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DemoBackendTest {

  @Test
  void tellsItsNameUntilItsInputEnds() throws Exception {
    int port = DemoPorts.choose(0, 1).getFirst();
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    PrintStream printer = new PrintStream(output, true, StandardCharsets.UTF_8);
    PipedOutputStream parent = new PipedOutputStream();
    InputStream input = new PipedInputStream(parent);

    Thread backend =
        Thread.ofVirtual().start(() -> new DemoBackend("alpha", port).run(input, printer));

    await().until(() -> output.size() > 0);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).startsWith("Hello from alpha");
      assertThat(answer.headers().firstValue("Connection")).hasValue("close");
    }
    assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("listening\n");
    parent.close();
    backend.join();
  }

  @Test
  void portThatIsTakenIsOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      DemoBackend backend = new DemoBackend("alpha", taken.getLocalPort());

      assertThatThrownBy(() -> backend.run(InputStream.nullInputStream(), System.out))
          .isInstanceOf(OperatorException.class)
          .hasMessageStartingWith("demo backend alpha on port " + taken.getLocalPort());
    }
  }
}
