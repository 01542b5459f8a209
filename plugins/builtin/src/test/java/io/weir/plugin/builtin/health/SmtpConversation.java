package io.weir.plugin.builtin.health;

import io.weir.testkit.backend.TestBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server of SMTP that says what a test wants: a greeting, and a reply to each command. */
final class SmtpConversation implements AutoCloseable {
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> replies;
  private final TestBackend backend = TestBackend.of(this::serve);

  /** What it says, one after the other; where there is nothing left it waits for the client. */
  SmtpConversation(String... replies) {
    this.replies = List.of(replies);
  }

  /** Its port. */
  int port() {
    return backend.port();
  }

  /** What it was told, by all clients. */
  List<String> commands() {
    return commands;
  }

  private void serve(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    OutputStream out = client.getOutputStream();
    List<String> left = new ArrayList<>(replies);
    while (!left.isEmpty()) {
      out.write(left.removeFirst().getBytes(StandardCharsets.UTF_8));
      String command = in.readLine();
      if (command == null) {
        return;
      }
      commands.add(command);
    }
    in.transferTo(java.io.Writer.nullWriter());
  }

  @Override
  public void close() {
    backend.close();
  }
}
