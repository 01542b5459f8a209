package io.weir.plugin.database.redis;

import io.weir.api.text.Excerpt;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The protocol of Redis in version 2 (RESP), which every server speaks to whom asks for no other.
 */
final class RespConnection {
  private static final int LONGEST = 1 << 20;
  private static final int DEEPEST = 4;

  private final InputStream in;
  private final OutputStream out;

  RespConnection(Socket socket) throws IOException {
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /**
   * Asks, and waits for the answer.
   *
   * @throws IOException if there is none, or it is no RESP
   */
  Reply ask(String... command) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(line("*" + command.length));
    for (String word : command) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      message.writeBytes(line("$" + bytes.length));
      message.writeBytes(bytes);
      message.writeBytes(line(""));
    }
    message.writeTo(out);
    out.flush();
    return read(0);
  }

  private static byte[] line(String text) {
    return (text + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  private Reply read(int depth) throws IOException {
    String line = readLine();
    String rest = line.isEmpty() ? "" : line.substring(1);
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> new Reply.Text(rest);
      case '-' -> new Reply.Failure(rest);
      case ':' -> new Reply.Count(number(line, rest));
      case '$' -> new Reply.Text(readText(line, number(line, rest)));
      case '*' -> new Reply.Items(readItems(line, number(line, rest), depth));
      default -> throw other(line);
    };
  }

  private String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the connection ends before the answer");
      }
      if (next == '\n') {
        break;
      }
      line.write(next);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private String readText(String line, long length) throws IOException {
    if (length < 0) {
      return "";
    }
    if (length > LONGEST) {
      throw other(line);
    }
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length || !readLine().isEmpty()) {
      throw other(line);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private List<Reply> readItems(String line, long count, int depth) throws IOException {
    if (count > LONGEST || depth == DEEPEST) {
      throw other(line);
    }
    List<Reply> items = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      items.add(read(depth + 1));
    }
    return items;
  }

  private static long number(String line, String text) throws IOException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw other(line);
    }
  }

  private static IOException other(String line) {
    return new IOException(
        "answers \"" + Excerpt.of(line) + "\" (expected: the protocol of Redis)");
  }
}
