package io.weir.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages are those of Google's own library, and what is none is refused. */
class HealthMessagesTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 300, 20_000})
  void requestsAreUnderstood(int length) throws Exception {
    String name = "n".repeat(length);
    ByteBuffer wire = ByteBuffer.wrap(HealthMessages.request(name));
    assertThat(wire.get()).isZero();
    assertThat(wire.getInt()).isEqualTo(wire.remaining());
    assertThat(HealthCheckRequest.parseFrom(wire).getService()).isEqualTo(name);
  }

  private static byte[] framed(byte[] message) {
    return ByteBuffer.allocate(5 + message.length)
        .put((byte) 0)
        .putInt(message.length)
        .put(message)
        .array();
  }

  private static String read(byte[] answer) throws IOException {
    return HealthMessages.status(ByteBuffer.wrap(answer));
  }

  private static String status(String hex) throws IOException {
    return read(framed(HexFormat.of().parseHex(hex)));
  }

  @Test
  void answersAreUnderstood() throws Exception {
    for (ServingStatus status : ServingStatus.values()) {
      if (status != ServingStatus.UNRECOGNIZED) {
        byte[] message = HealthCheckResponse.newBuilder().setStatus(status).build().toByteArray();
        assertThat(read(framed(message))).isEqualTo(status.name());
      }
    }
    assertThat(status("0805")).isEqualTo("status 5");
    assertThat(status("08ffffffffffffffffff01")).isEqualTo("status -1");
  }

  /** Later versions of the message may have more. */
  @Test
  void unknownFieldsArePassedOver() throws Exception {
    assertThat(status("1003" + "190102030405060708" + "2203616263" + "2d01020304" + "0801"))
        .isEqualTo("SERVING");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "08",
        "0880",
        "22ff",
        "22ffffffff0f",
        "1901",
        "0b",
        "0f00",
        "08ffffffffffffffffffff01"
      })
  void whatIsNoMessageIsRefused(String hex) {
    assertThatThrownBy(() -> status(hex))
        .isInstanceOf(IOException.class)
        .hasMessage("the answer is no message of the health service");
  }

  @Test
  void framesAreChecked() {
    assertThatThrownBy(() -> read(new byte[0])).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read(new byte[] {1, 0, 0, 0, 0}))
        .hasMessage("the answer is compressed (expected: as it is)");
    assertThatThrownBy(() -> read(new byte[] {0, 0, 0, 0, 2, 8}))
        .hasMessage("the answer ends in the middle of a message");
    assertThatThrownBy(() -> read(new byte[] {0, -1, 0, 0, 0}))
        .hasMessage("the answer ends in the middle of a message");
  }

  @Test
  void whateverComesEndsInAWordOrAnIoException() {
    Random random = new Random(42);
    for (int i = 0; i < 100_000; i++) {
      byte[] message = new byte[random.nextInt(20)];
      random.nextBytes(message);
      byte[] answer = random.nextBoolean() ? framed(message) : message;
      try {
        assertThat(read(answer)).isNotBlank();
      } catch (IOException e) {
        assertThat(e).as(Arrays.toString(answer)).message().isNotBlank();
      }
    }
  }
}
