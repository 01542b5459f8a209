package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

  @ParameterizedTest
  @CsvSource({
    "1KB, 1024",
    "100MB, 104857600",
    "2GB, 2147483648",
    "999999999GB, 1073741822926258176"
  })
  void sizesAreReadAndWritten(String text, long bytes) {
    assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
    assertThat(ByteSize.parse(text)).hasToString(text);
  }

  @Test
  void theLargestUnitThatFitsIsWritten() {
    assertThat(ByteSize.parse("2048KB")).hasToString("2MB");
    assertThat(ByteSize.parse("1025KB")).hasToString("1025KB");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0MB", "5", "5B", "5mb", "5 MB", "-5MB", "1.5MB", "1234567890GB", "MB"})
  void whatIsNoSizeIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ByteSize.parse(text))
        .withMessage("a size above 0 in KB, MB or GB, e.g. \"100MB\"");
  }
}
