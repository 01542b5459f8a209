package io.weir.testkit.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.Candidates;
import io.weir.api.balance.Selector;
import io.weir.core.config.ServerConfig;
import io.weir.core.connection.CloseReason;
import io.weir.core.pool.BackendPool;
import io.weir.core.transport.EventLoops;
import io.weir.core.transport.StreamTransport;
import io.weir.core.transport.channel.ChannelTransport;
import io.weir.core.transport.linux.LinuxTransport;
import io.weir.testkit.backend.TestBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients get a backend by the server name that they send, shown with real sockets. */
@Timeout(60)
class RoutingBySniTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final Balancer IN_ORDER = _ -> (_, candidates) -> firstUsable(candidates);

  @TempDir Path folder;

  private TestBackend plain;
  private TestBackend a;
  private TestBackend b;
  private List<Backend> backends;

  /** What moves the bytes. */
  private enum Moving {
    LINUX,
    CHANNEL;

    StreamTransport over(EventLoops loops) {
      return switch (this) {
        case LINUX -> {
          Assumptions.assumeTrue(loops.isEpoll(), "there is no epoll");
          yield new LinuxTransport(loops, 16);
        }
        case CHANNEL -> new ChannelTransport(loops);
      };
    }
  }

  @BeforeEach
  void begin() {
    plain = TestBackend.named("plain");
    a = TestBackend.named("a");
    b = TestBackend.named("b");
    backends = List.of(at(plain, ""), at(a, "a.example"), at(b, "b.example"));
  }

  @AfterEach
  void end() {
    plain.close();
    a.close();
    b.close();
  }

  private static int firstUsable(Candidates candidates) {
    return IntStream.range(0, candidates.size())
        .filter(candidates::isUsable)
        .findFirst()
        .orElse(Selector.NONE);
  }

  private static Backend at(TestBackend backend, String sni) {
    return at(backend.port(), sni);
  }

  private static Backend at(int port, String sni) {
    return Backend.of("127.0.0.1", port).withSni(sni);
  }

  private TlsBench bench(Moving moving, String sni) throws IOException {
    return bench(moving, Section.of("sni { " + sni + " }"));
  }

  private TlsBench bench(Moving moving, ServerConfig config) throws IOException {
    BackendPool pool = BackendPool.fixed("web", IN_ORDER, backends, config.sni().orElseThrow());
    return new TlsBench(config, pool, moving::over);
  }

  private static byte[] answered(String name, byte[] sent) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.write((name + "\n").getBytes(StandardCharsets.UTF_8));
    answer.write(sent);
    return answer.toByteArray();
  }

  /** All that comes back for some bytes and the end behind them. */
  private static byte[] exchange(TlsBench bench, byte[] bytes) throws IOException {
    try (Socket client = bench.plainClient()) {
      client.getOutputStream().write(bytes);
      client.shutdownOutput();
      return client.getInputStream().readAllBytes();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNameDecidesAndTheHelloIsPassedOnUntouched(Moving moving) throws Exception {
    try (TlsBench bench = bench(moving, "")) {
      for (Hello hello : List.of(Hello.of("A.example"), Hello.of("a.example").padded(60_000))) {
        assertThat(exchange(bench, hello.bytes())).isEqualTo(answered("a", hello.bytes()));
      }
      byte[] other = Hello.of("b.example").bytes();
      assertThat(exchange(bench, other)).isEqualTo(answered("b", other));
      byte[] unknown = Hello.of("x.example").bytes();
      assertThat(exchange(bench, unknown)).isEqualTo(answered("plain", unknown));
      byte[] nameless = Hello.of("").bytes();
      assertThat(exchange(bench, nameless)).isEqualTo(answered("plain", nameless));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHelloInManyRecordsAndSegmentsOfOneByteIsPutTogether(Moving moving) throws Exception {
    byte[] hello = Hello.of("b.example").padded(200).inRecordsOf(7).bytes();
    try (TlsBench bench = bench(moving, "");
        Socket client = bench.plainClient()) {
      client.setTcpNoDelay(true);
      for (byte one : hello) {
        client.getOutputStream().write(one);
      }
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).isEqualTo(answered("b", hello));
    }
  }

  @ParameterizedTest
  @EnumSource
  void expressionsDecideAndEachNameIsLookedAtOnce(Moving moving) throws Exception {
    backends = List.of(at(plain, ""), at(a, "^a"), at(b, "\\.b\\."));
    try (TlsBench bench =
        bench(
            moving, "hostname_matching_strategy = regexp, unexpected_hostname_strategy = reject")) {
      for (int i = 0; i < 3; i++) {
        byte[] first = Hello.of("a.example").bytes();
        assertThat(exchange(bench, first)).isEqualTo(answered("a", first));
        byte[] second = Hello.of("www.b.example").bytes();
        assertThat(exchange(bench, second)).isEqualTo(answered("b", second));
      }
      assertThat(exchange(bench, Hello.of("x.example").bytes())).isEmpty();
      bench.awaitEnded(CloseReason.NO_BACKEND, 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalIsFollowedByTheNamesOtherBackendsOnly(Moving moving) throws Exception {
    try (TestBackend gone = TestBackend.named("gone");
        TestBackend goneToo = TestBackend.named("gone, too")) {
      gone.stopAccepting();
      goneToo.stopAccepting();
      backends =
          List.of(
              at(plain, ""), at(gone, "a.example"), at(a, "a.example"), at(goneToo, "c.example"));
      try (TlsBench bench = bench(moving, "unexpected_hostname_strategy = any")) {
        byte[] hello = Hello.of("a.example").bytes();
        for (int i = 0; i < 10; i++) {
          assertThat(exchange(bench, hello)).isEqualTo(answered("a", hello));
        }
        assertThat(exchange(bench, Hello.of("c.example").bytes())).isEmpty();
        bench.awaitEnded(CloseReason.BACKEND_REFUSED, 1);
        assertThat(plain.accepted()).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoHelloSendsNoName(Moving moving) throws Exception {
    byte[] garbage = "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] broken = Hello.of("a.example").bytes();
    broken[43] = (byte) 0xff;
    try (TlsBench bench = bench(moving, "")) {
      assertThat(exchange(bench, garbage)).isEqualTo(answered("plain", garbage));
      assertThat(exchange(bench, broken)).isEqualTo(answered("plain", broken));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoNeverSaysAllOfItIsClosedInTime(Moving moving) throws Exception {
    byte[] hello = Hello.of("a.example").bytes();
    try (TlsBench bench = bench(moving, "read_timeout = 200ms");
        Socket silent = bench.plainClient();
        Socket slow = bench.plainClient()) {
      slow.getOutputStream().write(hello, 0, hello.length - 1);
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
      bench.awaitEnded(CloseReason.HELLO_TIMEOUT, 2);
    }
    assertNobodyWasAsked();
  }

  @ParameterizedTest
  @EnumSource
  void whoEndsBeforeOrSaysTooMuchReachesNobody(Moving moving) throws Exception {
    byte[] hello = Hello.of("a.example").bytes();
    try (TlsBench bench = bench(moving, "")) {
      assertThat(exchange(bench, new byte[0])).isEmpty();
      assertThat(exchange(bench, Arrays.copyOf(hello, hello.length - 1))).isEmpty();
      bench.awaitEnded(CloseReason.NO_HELLO, 2);
      try (Socket client = bench.plainClient()) {
        client.getOutputStream().write(new byte[] {22, 3, 1, 64, 0, 1, 1, 0, 0});
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        bench.awaitEnded(CloseReason.HELLO_TOO_LARGE, 1);
      }
    }
    assertNobodyWasAsked();
  }

  private void assertNobodyWasAsked() {
    assertThat(List.of(plain.accepted(), a.accepted(), b.accepted())).containsOnly(0);
  }

  @ParameterizedTest
  @EnumSource
  void backendsShakeHandsWithTheirOwnCertificates(Moving moving) throws Exception {
    try (TlsBackend one = TlsBackend.with(AUTHORITY, AUTHORITY.issue("a.example"));
        TlsBackend two = TlsBackend.with(AUTHORITY, AUTHORITY.issue("b.example"))) {
      backends = List.of(at(one.port(), "a.example"), at(two.port(), "b.example"));
      try (TlsBench bench = bench(moving, "")) {
        assertThat(greeting(bench, "b.example")).isEqualTo("CN=b.example\n");
        assertThat(greeting(bench, "a.example")).isEqualTo("CN=a.example\n");
      }
    }
  }

  /** What a client reads that sends a name, and wants to see a certificate for it. */
  private static String greeting(TlsBench bench, String name) throws IOException {
    try (SSLSocket client = bench.client(AUTHORITY.context(), name)) {
      var parameters = client.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      client.setSSLParameters(parameters);
      return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aServerThatSpeaksTlsItselfRoutesTheSame() throws Exception {
    PemFiles files = TestAuthority.write(folder, "web", AUTHORITY.issue("a.example", "x.example"));
    ServerConfig config = Section.tls(files, "sni { unexpected_hostname_strategy = reject }");
    try (TlsBench bench = bench(Moving.CHANNEL, config)) {
      try (SSLSocket client = bench.client(AUTHORITY.context(), "a.example")) {
        client.startHandshake();
        client.shutdownOutput();
        assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("a\n");
      }
      try (SSLSocket client = bench.client(AUTHORITY.context(), "x.example")) {
        client.startHandshake();
        bench.awaitEnded(CloseReason.NO_BACKEND, 1);
      }
    }
  }
}
