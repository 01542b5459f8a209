package io.weir.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.core.config.AccessConfig;
import io.weir.core.config.AccessRule;
import io.weir.core.config.AccessRule.Verdict;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class AccessListTest {

  @Test
  void firstMatchWinsAndNotTheLongestPrefix() {
    AccessList list = list(Verdict.DENY, "deny 10.1.0.0/16", "allow 10.0.0.0/8", "deny 10.2.3.4");

    assertThat(list.allows(InetAddress.ofLiteral("10.0.0.1"))).isTrue();
    assertThat(list.allows(InetAddress.ofLiteral("10.1.2.3"))).isFalse();
    assertThat(list.allows(InetAddress.ofLiteral("10.2.3.4"))).isTrue();
    assertThat(list.allows(InetAddress.ofLiteral("11.0.0.1"))).isFalse();
  }

  @Test
  void ipv4AndIpv6RulesDoNotMix() {
    AccessList list = list(Verdict.ALLOW, "deny ::/0", "deny 127.0.0.1");

    assertThat(list.allows(InetAddress.ofLiteral("127.0.0.2"))).isTrue();
    assertThat(list.allows(InetAddress.ofLiteral("127.0.0.1"))).isFalse();
    assertThat(list.allows(InetAddress.ofLiteral("::1"))).isFalse();
  }

  @Test
  void withoutRulesEverybodyIsServed() {
    assertThat(AccessList.allowAll().allows(InetAddress.ofLiteral("192.0.2.1"))).isTrue();
  }

  /** Few bits vary, so that rules overlap and addresses hit them. */
  @RepeatedTest(100)
  void decidesAsReadingTheRulesOneByOneDoes(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    int bytes = random.nextBoolean() ? 4 : 16;
    Verdict otherwise = random.nextBoolean() ? Verdict.ALLOW : Verdict.DENY;
    List<AccessRule> rules = new ArrayList<>();
    for (int i = random.nextInt(30); i > 0; i--) {
      String verdict = random.nextBoolean() ? "allow " : "deny ";
      rules.add(
          AccessRule.parse(
              verdict
                  + address(random, bytes).getHostAddress()
                  + "/"
                  + random.nextInt(8 * bytes + 1)));
    }
    AccessList list = AccessList.of(new AccessConfig(otherwise, rules));

    for (int i = 0; i < 200; i++) {
      InetAddress client = address(random, bytes);
      Verdict expected =
          rules.stream()
              .filter(rule -> contains(rule, client))
              .findFirst()
              .map(AccessRule::verdict)
              .orElse(otherwise);
      assertThat(list.allows(client))
          .as("%s in %s", client, rules)
          .isEqualTo(expected == Verdict.ALLOW);
    }
  }

  private static boolean contains(AccessRule rule, InetAddress client) {
    byte[] network = rule.block().address();
    byte[] address = client.getAddress();
    for (int bit = 0; bit < rule.block().prefixLength(); bit++) {
      int mask = 0x80 >> (bit & 7);
      if (((network[bit / 8] ^ address[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  private static InetAddress address(Random random, int bytes) throws UnknownHostException {
    byte[] address = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      // Never ::ffff:0:0/96, which Java turns into IPv4.
      address[i] = (byte) (random.nextInt(3) * 0x55);
    }
    address[0] = 0x20;
    return InetAddress.getByAddress(address);
  }

  private static AccessList list(Verdict otherwise, String... rules) {
    return AccessList.of(
        new AccessConfig(otherwise, Stream.of(rules).map(AccessRule::parse).toList()));
  }
}
