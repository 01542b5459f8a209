package io.weir.plugin.database.redis;

import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** A server that has an answer for each command, by its name; to others it has an error. */
final class RedisScript implements Behaviour {
  private final Map<String, String> answers;

  private RedisScript(Map<String, String> answers) {
    this.answers = answers;
  }

  /** Starts one; the answers are RESP, without the last line end. */
  static TestBackend start(Map<String, String> answers) {
    return TestBackend.of(new RedisScript(answers));
  }

  @Override
  public void serve(Socket connection) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      int words = Integer.parseInt(line.substring(1));
      StringBuilder called = new StringBuilder();
      for (int i = 0; i < words; i++) {
        in.readLine();
        called.append(i == 0 ? "" : " ").append(in.readLine());
      }
      String name = called.toString().split(" ", 2)[0].toUpperCase(Locale.ROOT);
      String answer =
          answers.getOrDefault(
              name, "-ERR unknown command '" + name + "', with args beginning with: " + called);
      connection.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
