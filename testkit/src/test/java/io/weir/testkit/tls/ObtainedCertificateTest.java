package io.weir.testkit.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.lenient;
import static org.mockito.Mockito.when;

import io.netty.pkitesting.X509Bundle;
import io.weir.core.acme.ObtainedCertificates;
import io.weir.core.certificate.CertificateRegistry;
import io.weir.core.certificate.CertificateSource;
import io.weir.core.certificate.KeyedChain;
import io.weir.core.certificate.NamedChain;
import io.weir.core.certificate.SelfSigned;
import io.weir.core.config.AcmeConfig;
import io.weir.core.connection.CloseReason;
import io.weir.core.tls.ChallengeContexts;
import io.weir.core.tls.EngineChoice;
import io.weir.core.tls.TlsFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;

/** Names whose certificates are still to come, and proofs that authorities look for. */
@Timeout(60)
@ExtendWith(MockitoExtension.class)
class ObtainedCertificateTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final String HOSTS =
      "protocol = tls, tls.acme_hosts = [a.example, b.example], tls.handshake_timeout = 30s";

  @Mock private ObtainedCertificates obtained;
  private final Arriving source = new Arriving();
  private ServerSocket backend;

  /** Certificates that come when the test says so. */
  private static final class Arriving implements CertificateSource {
    private final List<NamedChain> there = new ArrayList<>();
    private @Nullable Consumer<List<NamedChain>> listener;

    void arrive(X509Bundle bundle, String name) {
      there.add(new NamedChain("acme:" + name, chain(bundle)));
      if (listener != null) {
        listener.accept(List.copyOf(there));
      }
    }

    @Override
    public List<NamedChain> load() {
      return List.copyOf(there);
    }

    @Override
    public Set<String> names() {
      return Set.of("a.example", "b.example");
    }

    @Override
    public void watch(Consumer<List<NamedChain>> changed) {
      listener = changed;
    }

    @Override
    public void close() {}
  }

  private static KeyedChain chain(X509Bundle bundle) {
    return new KeyedChain(List.of(bundle.getCertificatePath()), bundle.getKeyPair().getPrivate());
  }

  @BeforeEach
  void begin() throws IOException {
    backend = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void end() throws IOException {
    backend.close();
  }

  private TlsBench bench(ChallengeContexts challenges, EngineChoice engine, AcmeConfig.Fallback to)
      throws IOException {
    when(obtained.forServer(any(), any())).thenReturn(source);
    lenient().when(obtained.fallback()).thenReturn(to);
    return new TlsBench(
        new TlsFactory(engine, obtained, challenges), Section.of(HOSTS), backend.getLocalPort());
  }

  private TlsBench bench(AcmeConfig.Fallback fallback) throws IOException {
    EngineChoice engine = new EngineChoice();
    return bench(new ChallengeContexts(engine), engine, fallback);
  }

  private static X509Certificate shown(TlsBench bench, SSLContext context, String name)
      throws IOException {
    try (SSLSocket client = bench.client(context, name)) {
      client.startHandshake();
      return (X509Certificate) client.getSession().getPeerCertificates()[0];
    }
  }

  @Test
  void aNameWithoutACertificateIsRefusedByItsAlertUntilThereIsOne() throws Exception {
    try (TlsBench bench = bench(AcmeConfig.Fallback.REFUSE)) {
      for (String name : new String[] {"a.example", "b.example", "nobody.example"}) {
        assertThatThrownBy(() -> shown(bench, AUTHORITY.context(), name))
            .as(name)
            .isInstanceOf(SSLHandshakeException.class)
            .hasMessageContaining("unrecognized_name");
      }
      bench.awaitEnded(CloseReason.HANDSHAKE_FAILED, 3);

      X509Bundle a = AUTHORITY.issue("a.example");
      source.arrive(a, "a.example");

      assertThat(shown(bench, AUTHORITY.context(), "a.example")).isEqualTo(a.getCertificate());
      assertThatThrownBy(() -> shown(bench, AUTHORITY.context(), "b.example"))
          .hasMessageContaining("unrecognized_name");
      assertThat(shown(bench, everybody(), "nobody.example")).isEqualTo(a.getCertificate());
    }
  }

  @Test
  void aSelfSignedOneStandsInWhereThatIsAskedFor() throws Exception {
    try (TlsBench bench = bench(AcmeConfig.Fallback.SELF_SIGNED)) {
      X509Certificate standIn = shown(bench, everybody(), "b.example");
      standIn.verify(standIn.getPublicKey());
      standIn.checkValidity();
      assertThat(standIn.getSubjectAlternativeNames()).containsExactly(List.of(2, "b.example"));
      assertThat(shown(bench, everybody(), "b.example")).as("one for each").isEqualTo(standIn);

      X509Bundle b = AUTHORITY.issue("b.example");
      source.arrive(b, "b.example");

      assertThat(shown(bench, AUTHORITY.context(), "b.example")).isEqualTo(b.getCertificate());
    }
  }

  @Test
  void aWildcardStandsInForTheNamesThatItCovers() throws Exception {
    CertificateSource names =
        new CertificateSource() {
          @Override
          public List<NamedChain> load() {
            return List.of(new NamedChain("any", chain(AUTHORITY.issue("*.example"))));
          }

          @Override
          public Set<String> names() {
            return Set.of("a.example", "*.deep.example", "a.other");
          }

          @Override
          public void watch(Consumer<List<NamedChain>> changed) {}

          @Override
          public void close() {}
        };
    try (CertificateRegistry<String> registry =
        CertificateRegistry.open("x", List.of(names), _ -> "certificate", name -> "none " + name)) {
      assertThat(registry.find("a.example")).isEqualTo("certificate");
      assertThat(registry.find("a.other")).isEqualTo("none a.other");
      assertThat(registry.find("x.deep.example")).isEqualTo("none *.deep.example");
      assertThat(registry.find("nobody")).isEqualTo("certificate");
      assertThat(registry.all()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(TlsBench.Engine.class)
  void anAuthorityIsShownTheProofAndNothingElse(TlsBench.Engine kind) throws Exception {
    EngineChoice engine = new EngineChoice(kind::find);
    ChallengeContexts challenges = new ChallengeContexts(engine);
    X509Bundle usual = AUTHORITY.issue("a.example");
    source.arrive(usual, "a.example");
    Instant now = Instant.now();
    KeyedChain proof =
        SelfSigned.of("a.example", now.minusSeconds(60), now.plus(Duration.ofDays(1)));
    try (TlsBench bench = bench(challenges, engine, AcmeConfig.Fallback.REFUSE)) {
      challenges.present("a.example", proof);
      // Also for a name that has no certificate yet.
      challenges.present("b.example", proof);

      assertThat(offering(bench, "a.example", "acme-tls/1")).isEqualTo(proof.certificate());
      assertThat(offering(bench, "b.example", "acme-tls/1")).isEqualTo(proof.certificate());
      bench.awaitEnded(CloseReason.ACME_CHALLENGE, 2);

      assertThat(offering(bench, "a.example", "h2", "acme-tls/1"))
          .isEqualTo(usual.getCertificate());
      challenges.withdraw("a.example");
      assertThat(offering(bench, "a.example", "acme-tls/1")).isEqualTo(usual.getCertificate());
      assertThat(bench.ended(CloseReason.ACME_CHALLENGE)).isEqualTo(2);
    }
  }

  @Test
  void nothingOfAProofReachesABackend() throws Exception {
    EngineChoice engine = new EngineChoice();
    ChallengeContexts challenges = new ChallengeContexts(engine);
    Instant now = Instant.now();
    challenges.present(
        "a.example", SelfSigned.of("a.example", now.minusSeconds(60), now.plusSeconds(3600)));
    try (TlsBench bench = bench(challenges, engine, AcmeConfig.Fallback.REFUSE);
        SSLSocket client = speaking(bench.client(everybody(), "a.example"), "acme-tls/1")) {
      client.startHandshake();
      assertThat(client.getApplicationProtocol()).isEqualTo("acme-tls/1");
      client.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      bench.awaitEnded(CloseReason.ACME_CHALLENGE, 1);
      backend.setSoTimeout(200);
      assertThatThrownBy(() -> closing(backend.accept())).hasMessageContaining("timed out");
    }
  }

  private static void closing(Socket socket) throws IOException {
    socket.close();
  }

  private static X509Certificate offering(TlsBench bench, String name, String... protocols)
      throws IOException {
    try (SSLSocket client = speaking(bench.client(everybody(), name), protocols)) {
      client.startHandshake();
      return (X509Certificate) client.getSession().getPeerCertificates()[0];
    }
  }

  private static SSLSocket speaking(SSLSocket client, String... protocols) {
    SSLParameters parameters = client.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    client.setSSLParameters(parameters);
    return client;
  }

  /** Trusts everybody. */
  private static SSLContext everybody() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Trusting()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Trusting implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
