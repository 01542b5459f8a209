package io.weir.plugin.database.sql;

import io.weir.testkit.backend.Behaviour;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Servers that speak as much of a protocol as it takes to turn a check away. */
final class SqlScripts {
  private SqlScripts() {}

  /** PostgreSQL that wants a password. */
  static Behaviour postgresAsks() {
    return postgres(new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, 3});
  }

  /** PostgreSQL that answers with an error. */
  static Behaviour postgresRefuses(String state, String message) {
    byte[] fields =
        "SFATAL\0VFATAL\0C%s\0M%s\0\0".formatted(state, message).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes(new byte[] {'E', 0, 0, 0, (byte) (fields.length + 4)});
    answer.writeBytes(fields);
    return postgres(answer.toByteArray());
  }

  private static Behaviour postgres(byte[] answer) {
    return connection -> {
      DataInputStream in = new DataInputStream(connection.getInputStream());
      in.skipNBytes(in.readInt() - 4L);
      connection.getOutputStream().write(answer);
      in.readAllBytes();
    };
  }

  /** MySQL that turns away who comes before it says anything else. */
  static Behaviour mysqlRefusesAtOnce(int code, String message) {
    return connection -> {
      connection.getOutputStream().write(packet(0, error(code, message)));
      connection.getInputStream().readAllBytes();
    };
  }

  /** MySQL that greets, and turns away who answers. */
  static Behaviour mysqlRefuses(int code, String message) {
    return connection -> {
      connection.getOutputStream().write(packet(0, greeting()));
      DataInputStream in = new DataInputStream(connection.getInputStream());
      int length = in.read() | in.read() << 8 | in.read() << 16;
      in.skipNBytes(length + 1L);
      connection.getOutputStream().write(packet(2, error(code, "#28000" + message)));
      in.readAllBytes();
    };
  }

  private static byte[] greeting() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes("\n8.4.0\0".getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(new byte[] {1, 0, 0, 0});
    body.writeBytes("12345678\0".getBytes(StandardCharsets.US_ASCII));
    // Protocol 4.1, secure connection; then charset, status, plugins' authentication.
    body.writeBytes(new byte[] {0, (byte) 0x82, 45, 2, 0, 8, 0, 21});
    body.writeBytes(new byte[10]);
    body.writeBytes("123456789012\0mysql_native_password\0".getBytes(StandardCharsets.US_ASCII));
    return body.toByteArray();
  }

  private static byte[] error(int code, String message) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(new byte[] {(byte) 0xff, (byte) code, (byte) (code >> 8)});
    body.writeBytes(message.getBytes(StandardCharsets.UTF_8));
    return body.toByteArray();
  }

  private static byte[] packet(int sequence, byte[] body) throws IOException {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(new byte[] {(byte) body.length, (byte) (body.length >> 8), 0, (byte) sequence});
    packet.write(body);
    return packet.toByteArray();
  }
}
