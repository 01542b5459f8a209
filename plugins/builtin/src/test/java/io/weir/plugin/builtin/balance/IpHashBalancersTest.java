package io.weir.plugin.builtin.balance;

import static io.weir.api.balance.Selector.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.Candidates;
import io.weir.api.balance.Selector;
import io.weir.api.config.HostPort;
import io.weir.testkit.contract.FixedCandidates;
import io.weir.testkit.contract.FixedConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpHashBalancersTest {
  private final Balancer ipHash = new IpHashBalancer();
  private final Balancer ipHash1 = new IpHash1Balancer();

  /**
   * The picks were computed by a Python script of ten lines: FNV-1a by its definition (checked with
   * the published hashes of "", "a" and "foobar"), the addresses as ipaddress packs them, with
   * ::ffff: before an IPv4 address where it says 16, backends sorted as text.
   */
  @ParameterizedTest(name = "{0} as {1} bytes")
  @CsvSource({
    "127.0.0.1, 4, backend-a.example:443, 10.0.0.1:8080",
    "127.0.0.1, 16, backend-a.example:443, 10.0.0.2:8080",
    "192.168.1.17, 4, 10.0.0.2:8080, [2001:db8::1]:80",
    "192.168.1.17, 16, 10.0.0.10:8080, 10.0.0.1:8080",
    "192.168.1.18, 4, 10.0.0.1:8080, backend-a.example:443",
    "192.168.1.18, 16, [2001:db8::1]:80, [2001:db8::1]:80",
    "203.0.113.200, 4, [2001:db8::1]:80, [2001:db8::1]:80",
    "203.0.113.200, 16, [2001:db8::1]:80, 10.0.0.10:8080",
    "255.255.255.255, 4, 10.0.0.1:8080, 10.0.0.10:8080",
    "255.255.255.255, 16, 10.0.0.10:8080, 10.0.0.10:8080",
    "0.0.0.0, 4, 10.0.0.10:8080, 10.0.0.1:8080",
    "0.0.0.0, 16, [2001:db8::1]:80, [2001:db8::1]:80",
    "8.8.8.8, 4, backend-a.example:443, 10.0.0.2:8080",
    "8.8.8.8, 16, 10.0.0.10:8080, 10.0.0.1:8080",
    "2001:db8::42, 16, 10.0.0.2:8080, 10.0.0.1:8080",
    "::1, 16, 10.0.0.1:8080, 10.0.0.2:8080",
    "fe80::1234:5678:9abc:def0, 16, 10.0.0.2:8080, backend-a.example:443",
  })
  void picksWhatGobetweenPicks(String address, int bytes, String byIpHash, String byIpHash1) {
    boolean mapped = bytes == 16 && address.indexOf(':') < 0;
    FixedConnection client =
        mapped ? FixedConnection.mappedFrom(address) : FixedConnection.from(address);
    List<Backend> backends =
        Stream.of(
                "10.0.0.1:8080",
                "10.0.0.2:8080",
                "10.0.0.10:8080",
                "backend-a.example:443",
                "[2001:db8::1]:80")
            .map(IpHashBalancersTest::backend)
            .sorted(Comparator.comparing(Backend::address))
            .toList();

    assertThat(pick(ipHash, backends, client)).hasToString(byIpHash);
    assertThat(pick(ipHash1, backends, client)).hasToString(byIpHash1);
  }

  @Test
  void ipHash1PicksTheHighestHashHashedByteByByte() {
    var random = new Random(7);
    for (int round = 0; round < 20; round++) {
      List<Backend> backends = backends(1 + random.nextInt(200));
      Selector selector = ipHash1.over(backends);
      for (int i = 0; i < 200; i++) {
        FixedConnection client = client(random);

        int expected = highestHash(client, backends);

        assertThat(selector.select(client, new FixedCandidates(backends.size())))
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void ipHashCountsOnlyUsableCandidates() {
    var random = new Random(8);
    List<Backend> all = backends(10);
    List<Backend> usable = new ArrayList<>(all);
    usable.removeAll(List.of(all.get(0), all.get(4), all.get(9)));
    Candidates candidates = new FixedCandidates(10).without(0, 4, 9);

    for (int i = 0; i < 1000; i++) {
      FixedConnection client = client(random);

      int index = ipHash.over(all).select(client, candidates);

      assertThat(all.get(index).address()).isEqualTo(pick(ipHash, usable, client));
    }
  }

  @Test
  void ipHash1MovesOnlyTheClientsOfABackendThatLeft() {
    var random = new Random(9);
    Selector selector = ipHash1.over(backends(10));
    int moved = 0;

    for (int i = 0; i < 1000; i++) {
      FixedConnection client = client(random);
      int before = selector.select(client, new FixedCandidates(10));
      int after = selector.select(client, new FixedCandidates(10).without(3));
      if (before == 3) {
        assertThat(after).isNotEqualTo(3);
        moved++;
      } else {
        assertThat(after).isEqualTo(before);
      }
    }

    assertThat(moved).isBetween(50, 200);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5})
  void choosesNoneWhereNoneIsUsable(int size) {
    Candidates none = new FixedCandidates(size).without(IntStream.range(0, size).toArray());

    assertThat(ipHash.over(backends(size)).select(FixedConnection.from("127.0.0.1"), none))
        .isEqualTo(NONE);
    assertThat(ipHash1.over(backends(size)).select(FixedConnection.from("127.0.0.1"), none))
        .isEqualTo(NONE);
  }

  private static int highestHash(FixedConnection client, List<Backend> backends) {
    int best = NONE;
    for (int i = 0; i < backends.size(); i++) {
      if (best == NONE
          || Integer.compareUnsigned(
                  hash(client, backends.get(i)), hash(client, backends.get(best)))
              > 0) {
        best = i;
      }
    }
    return best;
  }

  private static int hash(FixedConnection client, Backend backend) {
    int hash = Fnv1a32.ofClient(client);
    for (byte b : backend.address().toString().getBytes(StandardCharsets.UTF_8)) {
      hash = Fnv1a32.add(hash, b & 0xff);
    }
    return hash;
  }

  private static HostPort pick(Balancer balancer, List<Backend> backends, FixedConnection client) {
    Selector selector = balancer.over(backends);
    return backends.get(selector.select(client, new FixedCandidates(backends.size()))).address();
  }

  private static FixedConnection client(Random random) {
    byte[] address = new byte[random.nextBoolean() ? 4 : 16];
    random.nextBytes(address);
    return FixedConnection.from(address);
  }

  private static Backend backend(String address) {
    HostPort hostPort = HostPort.parse(address);
    return Backend.of(hostPort.host(), hostPort.port());
  }

  private static List<Backend> backends(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Backend.of("10.1." + i / 250 + "." + i % 250, 8000 + i % 3))
        .sorted(Comparator.comparing(Backend::address))
        .toList();
  }
}
