package io.weir.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Go's string escapes. */
class EscapedTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          plain          | 706c61696e
          \\r\\n         | 0d0a
          \\t\\a\\b\\f\\v | 0907080c0b
          \\\\           | 5c
          \\"            | 22
          \\x00\\xff     | 00ff
          \\000\\377     | 00ff
          \\u00e9        | c3a9
          \\U0001F600    | f09f9880
          é              | c3a9
          """)
  void resolves(String text, String hex) {
    assertThat(EscapedText.parse(text).toBytes()).asHexString().isEqualToIgnoringCase(hex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\", "\\q", "\\x1", "\\xg0", "\\400", "\\12", "\\u12", "\\ud800", "\\U00110000"})
  void refusesWhatGoRefuses(String text) {
    assertThatThrownBy(() -> EscapedText.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anyBytesWrittenInHexadecimalComeBack() {
    Random random = new Random(11);
    for (int i = 0; i < 1_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      StringBuilder text = new StringBuilder();
      for (byte b : bytes) {
        text.append("\\x%02x".formatted(b));
      }
      EscapedText parsed = EscapedText.parse(text.toString());
      assertThat(parsed.toBytes()).isEqualTo(bytes);
      assertThat(parsed.source()).isEqualTo(text.toString());
    }
  }

  @Test
  void textWithoutABackslashIsItself() {
    Random random = new Random(12);
    for (int i = 0; i < 1_000; i++) {
      String text =
          random
              .ints(random.nextInt(30), 0x20, 0xD7FF)
              .filter(c -> c != '\\')
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      assertThat(EscapedText.parse(text).toBytes())
          .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
