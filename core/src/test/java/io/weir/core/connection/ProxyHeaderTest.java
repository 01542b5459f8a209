package io.weir.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The header's bytes, worked out by hand from the specification. */
class ProxyHeaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          192.0.2.7     | 198.51.100.1     | 11 000c c0000207 c6336401 1267 01bb
          2001:db8::7   | 2001:db8::1      | 21 0024 20010db8000000000000000000000007 20010db8000000000000000000000001 1267 01bb
          192.0.2.7     | 2001:db8::1      | 21 0024 00000000000000000000ffffc0000207 20010db8000000000000000000000001 1267 01bb
          fe80::1%1     | fe80::2%1        | 21 0024 fe800000000000000000000000000001 fe800000000000000000000000000002 1267 01bb
          """)
  void version2IsBinary(String client, String local, String rest) throws Exception {
    byte[] header = ProxyHeader.V2.bytes(at(client, 4711), at(local, 443));
    assertThat(HexFormat.of().formatHex(header))
        .isEqualTo("0d0a0d0a000d0a515549540a" + "21" + rest.replace(" ", ""));
  }

  private static InetSocketAddress at(String address, int port) throws Exception {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }
}
