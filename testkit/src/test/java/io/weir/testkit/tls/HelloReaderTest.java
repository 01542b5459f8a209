package io.weir.testkit.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.core.hello.ClientHello;
import io.weir.core.hello.HelloReader;
import io.weir.core.hello.HelloReader.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader of ClientHellos, with hellos of every cut and with what is none. */
class HelloReaderTest {

  private static Progress add(HelloReader reader, byte[] bytes) {
    return reader.add(ByteBuffer.wrap(bytes));
  }

  private static HelloReader read(byte[] bytes) {
    HelloReader reader = new HelloReader();
    add(reader, bytes);
    return reader;
  }

  @Test
  void readsNameAndProtocols() {
    HelloReader reader = new HelloReader();
    assertThat(add(reader, Hello.of("Web.Example.").speaking("h2", "http/1.1").bytes()))
        .isEqualTo(Progress.COMPLETE);
    assertThat(reader.hello()).isEqualTo(new ClientHello("web.example", List.of("h2", "http/1.1")));
  }

  @Test
  void aHelloWithoutANameHasNone() {
    assertThat(read(Hello.of("").bytes()).hello().serverName()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "7, 100", "1000, 5000", "16384, 60000"})
  void recordsOfAnyLengthAreTheSame(int record, int padding) {
    byte[] bytes = Hello.of("web.example").padded(padding).inRecordsOf(record).bytes();
    assertThat(read(bytes).hello().serverName()).isEqualTo("web.example");
  }

  @Test
  void segmentsOfAnyLengthAreTheSame() {
    byte[] bytes = Hello.of("web.example").padded(300).inRecordsOf(50).bytes();
    for (int length = 1; length <= bytes.length; length++) {
      HelloReader reader = new HelloReader();
      for (int from = 0; from < bytes.length; from += length) {
        boolean last = from + length >= bytes.length;
        byte[] segment = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + length));
        assertThat(add(reader, segment)).isEqualTo(last ? Progress.COMPLETE : Progress.INCOMPLETE);
      }
      assertThat(reader.hello().serverName()).isEqualTo("web.example");
    }
  }

  @Test
  void whatIsLongerThanWhatIsReadIsKnownByItsHeader() {
    byte[] header = {22, 3, 1, 64, 0, 1, 1, 0, 0};
    assertThat(add(new HelloReader(), header)).isEqualTo(Progress.TOO_LARGE);
  }

  @Test
  void noClientMayCutAHelloIntoNothingButHeaders() {
    byte[] bytes = Hello.of("web.example").padded(20_000).inRecordsOf(1).bytes();
    assertThat(add(new HelloReader(), bytes)).isEqualTo(Progress.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1", "\u0016\u0002", "\u0016\u0003\u0001\u0000\u0000"})
  void whatCannotBeAHelloIsKnownAtOnce(String text) {
    HelloReader reader = new HelloReader();
    assertThat(add(reader, text.getBytes(StandardCharsets.ISO_8859_1)))
        .isEqualTo(Progress.COMPLETE);
    assertThat(reader.hello()).isEqualTo(ClientHello.NONE);
  }

  @Test
  void aNameThatCannotBeOneCountsAsNone() {
    assertThat(read(Hello.of("a b").bytes()).hello().serverName()).isEmpty();
    assertThat(read(Hello.of("line\nbreak").bytes()).hello().serverName()).isEmpty();
    assertThat(read(Hello.of("a".repeat(256)).bytes()).hello().serverName()).isEmpty();
  }

  /** Whatever bytes come: it neither throws nor keeps on wanting more than its bound. */
  @Test
  void brokenHellosDoNoHarm() {
    byte[] sound = Hello.of("web.example").speaking("h2").bytes();
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      byte[] broken = sound.clone();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      assertThat(read(broken).hello().serverName()).hasSizeLessThan(256);
    }
  }

  static List<Path> keptInputs() throws IOException {
    try (Stream<Path> inputs = Files.list(HelloReaderFuzzTest.INPUTS)) {
      return inputs.sorted().toList();
    }
  }

  /** Hellos of real clients, and what a search for harmful bytes has come across. */
  @ParameterizedTest
  @MethodSource
  void keptInputs(Path input) throws IOException {
    HelloReaderFuzzTest.assertDoNoHarm(Files.readAllBytes(input));
  }

  @ParameterizedTest
  @CsvSource({
    "curl, shop.example, 'h2,http/1.1'",
    "openssl-tls13, web.example, 'h2,http/1.1'",
    "openssl-tls12, web.example, ''",
    "openssl-tls10, web.example, ''",
    "openssl-no-name, '', ''",
    "python, mail.example, ''",
    "many-records, web.example, ''",
    "bytes-behind, web.example, ''"
  })
  void hellosOfRealClientsAreRead(String input, String name, String protocols) throws IOException {
    ClientHello hello = read(Files.readAllBytes(HelloReaderFuzzTest.INPUTS.resolve(input))).hello();
    assertThat(hello.serverName()).isEqualTo(name);
    assertThat(String.join(",", hello.protocols())).isEqualTo(protocols);
  }
}
