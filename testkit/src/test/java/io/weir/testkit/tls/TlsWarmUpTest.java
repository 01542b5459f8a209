package io.weir.testkit.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.core.config.ServerConfig;
import io.weir.core.connection.ConnectionTerms;
import io.weir.core.server.TlsWarmUp;
import io.weir.core.tls.TlsFactory;
import io.weir.core.transport.EventLoops;
import io.weir.core.transport.channel.ChannelTransport;
import io.weir.testkit.CapturedLog;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server does with itself before its first client. */
@Timeout(60)
class TlsWarmUpTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path folder;

  private final EventLoops loops = EventLoops.of(2);
  private final CapturedLog log = new CapturedLog(TlsWarmUp.class.getName());

  @AfterEach
  void end() {
    log.close();
    loops.stop();
  }

  private int run(TlsBench.Engine engine, String keys, Duration limit) throws Exception {
    PemFiles files = TestAuthority.write(folder, "web", AUTHORITY.issue("web.example"));
    ServerConfig config = Section.tls(files, keys);
    TlsFactory factory = new TlsFactory(engine::find, LONG);
    ConnectionTerms terms =
        ConnectionTerms.of(
            config,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new ChannelTransport(loops),
            factory.withClients("web", config),
            null);
    try {
      return new TlsWarmUp(factory, limit).run("web", config, terms);
    } finally {
      terms.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BEST | ''
          JDK  | ''
          BEST | tls.max_version = tls1.2
          BEST | tls.profile = modern
          BEST | tls { alpn = passthrough }, backends_tls { ignore_verify = true }
          BEST | sni.unexpected_hostname_strategy = reject
          BEST | access.default = deny
          BEST | max_connections = 1
          """)
  void itShakesHandsWithItself(TlsBench.Engine engine, String keys) throws Exception {
    assertThat(run(engine, keys, LONG)).isEqualTo(200);
    assertThat(log.warnings()).isEmpty();
  }

  @Test
  void aServerThatNeedsACertificateOfItsClientsIsWarmedUpAsFarAsItGoes() throws Exception {
    String keys =
        "tls { client_auth = require, client_ca_cert_path = \"%s\" }"
            .formatted(AUTHORITY.writeRoot(folder));
    assertThat(run(TlsBench.Engine.BEST, keys, LONG)).isEqualTo(200);
    assertThat(log.warnings()).isEmpty();
  }

  @Test
  void itEndsInTime() throws Exception {
    assertThat(run(TlsBench.Engine.BEST, "", Duration.ofNanos(1))).isZero();
    assertThat(run(TlsBench.Engine.BEST, "", Duration.ZERO)).isZero();
    assertThat(log.warnings()).isEmpty();
  }

  /** The JDK's engine speaks this version no more. */
  @Test
  void whereItFailsThereIsAWarningAndNothingElse() throws Exception {
    assertThat(run(TlsBench.Engine.JDK, "tls { min_version = tls1, max_version = tls1 }", LONG))
        .isZero();
    assertThat(log.warnings())
        .singleElement()
        .asString()
        .contains("servers.web.tls: cannot warm up, so that its first clients may wait: ")
        .endsWith("a connection to itself was closed");
  }
}
