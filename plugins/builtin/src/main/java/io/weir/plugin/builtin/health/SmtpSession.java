package io.weir.plugin.builtin.health;

import io.weir.api.text.BoundedLines;
import io.weir.api.text.Excerpt;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The client's side of a conversation by SMTP (RFC 5321), over one connection or TLS on it. */
final class SmtpSession {
  /** RFC 5321, 4.5.3.1.5, has 512; some servers say more. */
  private static final int LONGEST_LINE = 2048;

  private static final int MOST_LINES = 100;
  private static final Pattern LINE =
      Pattern.compile("([2-5]\\d\\d)(?:([- ])(.*))?", Pattern.DOTALL);

  private final OutputStream out;
  private final BoundedLines in;

  /**
   * What a server says to something.
   *
   * @param code three digits
   * @param text its lines, joined by spaces
   */
  record Reply(int code, String text) {
    @Override
    public String toString() {
      return Excerpt.of(text.isEmpty() ? Integer.toString(code) : code + " " + text);
    }
  }

  SmtpSession(Socket socket) throws IOException {
    out = socket.getOutputStream();
    in = new BoundedLines(socket.getInputStream(), LONGEST_LINE);
  }

  /** Gives a command; the reply is still to be read. */
  void send(String command) throws IOException {
    out.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /**
   * Waits for a reply, in one line or several.
   *
   * @throws IOException if what comes is none
   */
  Reply reply() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int lines = 0; lines < MOST_LINES; lines++) {
      String line = line();
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new IOException("\"" + Excerpt.of(line) + "\" (expected: a reply of SMTP)");
      }
      if (parts.group(3) != null) {
        text.append(text.isEmpty() ? "" : " ").append(parts.group(3).strip());
      }
      if (!"-".equals(parts.group(2))) {
        return new Reply(Integer.parseInt(parts.group(1)), text.toString());
      }
    }
    throw new IOException("a reply of more than " + MOST_LINES + " lines");
  }

  private String line() throws IOException {
    byte[] line =
        in.next().orElseThrow(() -> new EOFException("the connection ends before a reply"));
    return new String(line, StandardCharsets.UTF_8).stripTrailing();
  }
}
