package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.core.config.AccessRule.Verdict;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks of addresses, and the access rules that name them. */
class CidrBlockTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "10.0.0.1/32, 10.0.0.1",
    "10.1.2.3/8, 10.0.0.0/8",
    "10.255.255.255/9, 10.128.0.0/9",
    "1.2.3.4/0, 0.0.0.0/0",
    "::1, ::1",
    "::1/128, ::1",
    "::/0, ::/0",
    "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:db8:ffff::/33, 2001:db8:8000::/33",
    "fe80::1/10, fe80::/10",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::ffff:10.0.0.1, 10.0.0.1",
    "::ffff:10.1.2.3/104, 10.0.0.0/8",
    "::ffff:0:0/96, 0.0.0.0/0",
    "::ffff:0:0/95, ::fffe:0:0/95"
  })
  void readsAndWritesInOneWay(String text, String canonical) {
    assertThat(CidrBlock.parse(text)).hasToString(canonical);
    assertThat(CidrBlock.parse(canonical)).isEqualTo(CidrBlock.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0",
        "10.1",
        "10.0.0.256",
        "010.0.0.1",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/08",
        "10.0.0.0/",
        "/8",
        "10.0.0.0/8/8",
        "::/129",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7:8:9",
        "fe80::1%lo",
        "[::1]",
        "localhost",
        "beef",
        " 10.0.0.1"
      })
  void refusesWhatIsNone(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CidrBlock.parse(text))
        .withMessageContaining("an IP address or a CIDR block");
  }

  @Test
  void whatIsWrittenIsReadAsTheSame() throws UnknownHostException {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      byte[] address = new byte[random.nextBoolean() ? 4 : 16];
      // Few bytes are set, so that runs of zeros of all lengths and places come up.
      for (int set = random.nextInt(address.length); set > 0; set--) {
        address[random.nextInt(address.length)] = (byte) random.nextInt();
      }
      CidrBlock block =
          new CidrBlock(InetAddress.getByAddress(address), random.nextInt(8 * address.length + 1));
      assertThat(CidrBlock.parse(block.toString())).isEqualTo(block);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "allow 10.0.0.0/8, ALLOW, 10.0.0.0/8",
    "deny ::1, DENY, ::1",
    "'  deny\t 192.0.2.1 ', DENY, 192.0.2.1"
  })
  void rulesAreAVerdictAndABlock(String text, Verdict verdict, String block) {
    AccessRule rule = AccessRule.parse(text);
    assertThat(rule).isEqualTo(new AccessRule(verdict, CidrBlock.parse(block)));
    assertThat(AccessRule.parse(rule.toString())).isEqualTo(rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "allow", "10.0.0.1", "Allow 10.0.0.1", "permit ::1", "deny ::1 ::2", "deny x"})
  void rulesOfAnotherFormAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AccessRule.parse(text))
        .withMessageContaining("an IP address or a CIDR block");
  }
}
