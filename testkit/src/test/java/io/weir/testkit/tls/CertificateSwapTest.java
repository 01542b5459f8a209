package io.weir.testkit.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Certificates by name, and exchanged under handshakes, of which not one may fail. */
@Timeout(900)
class CertificateSwapTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();

  /** With {@code -Dweir.test.long=true} as many as are promised, else fewer. */
  private static final boolean LONG = Boolean.getBoolean("weir.test.long");

  private static final int SWAPS = LONG ? 200 : 15;
  private static final int HANDSHAKES = LONG ? 20_000 : 1_000;
  private static final int CLIENTS = 4;

  @TempDir Path folder;

  private ServerSocket backend;

  @BeforeEach
  void begin() throws IOException {
    backend = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    ServerSocket accepting = backend;
    Thread.ofVirtual().start(() -> acceptAll(accepting));
  }

  private static void acceptAll(ServerSocket accepting) {
    try {
      while (true) {
        accepting.accept().close();
      }
    } catch (IOException e) {
      // It was closed: the test is over.
    }
  }

  @AfterEach
  void end() throws IOException {
    backend.close();
  }

  private static X509Certificate shown(TlsBench bench, String name) throws IOException {
    try (Socket plain = bench.plainClient();
        SSLSocket client = bench.over(AUTHORITY.context(), plain)) {
      SSLParameters parameters = client.getSSLParameters();
      parameters.setServerNames(name.isEmpty() ? List.of() : List.of(new SNIHostName(name)));
      client.setSSLParameters(parameters);
      client.startHandshake();
      Certificate[] chain = client.getSession().getPeerCertificates();
      return (X509Certificate) chain[0];
    }
  }

  private TlsBench bench(TlsBench.Engine engine, String tls) throws IOException {
    return new TlsBench(
        engine, Section.of("protocol = tls\ntls { " + tls + " }"), backend.getLocalPort());
  }

  @ParameterizedTest
  @EnumSource
  void eachNameGetsItsOwnOnBothEngines(TlsBench.Engine engine) throws Exception {
    X509Bundle other = AUTHORITY.issue("other.example");
    X509Bundle exact = AUTHORITY.issue("a.example", "www.b.example");
    X509Bundle any = AUTHORITY.issueRsa("*.b.example");
    X509Bundle more = AUTHORITY.issue("c.example");
    PemFiles first = TestAuthority.write(folder, "first", other);
    PemFiles second = TestAuthority.write(folder, "second", exact);
    Path certificates = Files.createDirectory(folder.resolve("certificates"));
    TestAuthority.write(certificates, "any", any);
    TestAuthority.write(certificates, "more", more);
    String tls =
        """
        cert_path = "%s", key_path = "%s"
        certificates = [{ cert_path = "%s", key_path = "%s" }]
        certificates_folder = "%s"
        """
            .formatted(
                first.certificate(), first.key(), second.certificate(), second.key(), certificates);
    try (TlsBench bench = bench(engine, tls)) {
      assertThat(shown(bench, "")).isEqualTo(other.getCertificate());
      assertThat(shown(bench, "nobody.example")).isEqualTo(other.getCertificate());
      assertThat(shown(bench, "a.example")).isEqualTo(exact.getCertificate());
      assertThat(shown(bench, "WWW.b.example")).isEqualTo(exact.getCertificate());
      assertThat(shown(bench, "x.b.example")).isEqualTo(any.getCertificate());
      assertThat(shown(bench, "c.example")).isEqualTo(more.getCertificate());
    }
  }

  @Test
  void noHandshakeFailsWhileCertificatesAreExchanged() throws Exception {
    PemFiles files = TestAuthority.write(folder, "web", AUTHORITY.issue("web.example"));
    Set<X509Certificate> issued = ConcurrentHashMap.newKeySet();
    Set<X509Certificate> seen = ConcurrentHashMap.newKeySet();
    ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
    AtomicInteger done = new AtomicInteger();
    AtomicBoolean swapped = new AtomicBoolean();
    String tls =
        "cert_path = \"%s\", key_path = \"%s\"".formatted(files.certificate(), files.key());
    try (TlsBench bench = bench(TlsBench.Engine.BEST, tls);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        running.add(
            clients.submit(() -> {
              while (failures.isEmpty() && (done.get() < HANDSHAKES || !swapped.get())) {
                try {
                  seen.add(shown(bench, "web.example"));
                } catch (IOException e) {
                  failures.add(e);
                }
                done.incrementAndGet();
              }
            }));
      }
      try {
        for (int i = 0; i < SWAPS; i++) {
          X509Bundle next = AUTHORITY.issue("web.example");
          issued.add(next.getCertificate());
          TestAuthority.write(folder, "web", next);
          await().until(() -> seen.contains(next.getCertificate()) || !failures.isEmpty());
        }
      } finally {
        swapped.set(true);
      }
      for (Future<?> client : running) {
        client.get();
      }
    }
    assertThat(failures).isEmpty();
    assertThat(seen).containsAll(issued);
    assertThat(done.get()).isGreaterThanOrEqualTo(HANDSHAKES);
  }
}
