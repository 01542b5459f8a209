package io.weir.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses in the one way that RFC 5952 allows. */
class AddressTextTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "0:0:0:0:0:0:0:1, ::1",
    "::, ::",
    "2001:DB8::0001, 2001:db8::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
    "::ffff:10.0.0.1, 10.0.0.1",
  })
  void writes(String literal, String text) {
    assertThat(AddressText.of(InetAddress.ofLiteral(literal))).isEqualTo(text);
  }
}
