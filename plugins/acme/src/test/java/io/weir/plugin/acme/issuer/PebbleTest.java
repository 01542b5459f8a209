package io.weir.plugin.acme.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.api.certificate.CertificateIssuer;
import io.weir.api.certificate.CertificateKey;
import io.weir.api.certificate.ChallengeResponder;
import io.weir.api.certificate.Challenges;
import io.weir.api.certificate.IssuanceException;
import io.weir.api.certificate.IssuedCertificate;
import io.weir.api.certificate.RenewalWindow;
import io.weir.api.certificate.StoredCertificate;
import io.weir.api.config.Secret;
import io.weir.plugin.acme.AcmePlugin;
import io.weir.plugin.acme.AnsweringPublisher;
import io.weir.plugin.acme.challenge.HttpResponder;
import io.weir.plugin.acme.challenge.TlsAlpnResponder;
import io.weir.plugin.acme.store.FileStoreFactory;
import io.weir.testkit.acme.Pebble;
import io.weir.testkit.contract.RecordingPublisher;
import io.weir.testkit.plugin.TestPluginContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The issuer against Let's Encrypt's own test server, with real challenges over loopback. */
@Tag("peer")
@Timeout(180)
class PebbleTest {
  private static final String NAME = "www.example.org";

  @TempDir private Path folder;
  private TestPluginContext context;
  private AnsweringPublisher publisher;

  @BeforeEach
  void start() throws Exception {
    Optional<String> missing = Pebble.missing();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    context = new TestPluginContext(Files.createDirectory(folder.resolve("data")));
    publisher = new AnsweringPublisher();
  }

  @AfterEach
  void stop() {
    if (publisher != null) {
      publisher.close();
      context.close();
    }
  }

  @Test
  void provesControlByHttp() throws Exception {
    try (Pebble pebble = pebble().start();
        CertificateIssuer issuer = issuer(TestConfigs.of(pebble.directoryUrl(), pebble.trust()))) {
      CertificateKey key = newKey();
      IssuedCertificate issued = issuer.issue(List.of(NAME), key, http());
      assertTrusted(issued, pebble);
      assertThat(read(issued).getFirst().getPublicKey().getEncoded()).isEqualTo(key.publicKey());
      assertThat(publisher.published().isEmpty()).isTrue();
    }
  }

  @Test
  void provesControlByTlsAlpn() throws Exception {
    try (Pebble pebble = pebble().start();
        CertificateIssuer issuer = issuer(TestConfigs.of(pebble.directoryUrl(), pebble.trust()))) {
      IssuedCertificate issued =
          issuer.issue(
              List.of(NAME, "other.example.org"),
              newKey(),
              answered(new TlsAlpnResponder(InstantSource.system())));
      assertTrusted(issued, pebble);
      assertThat(publisher.published().isEmpty()).isTrue();
    }
  }

  /** Half of the nonces refused, slow validation, proofs taken over or not, times to wait. */
  @Test
  void copesWithWhatPebbleDoesToClients() throws Exception {
    try (Pebble pebble =
            pebble()
                .nonceReject(50)
                .authorizationReuse(50)
                .retryAfter(1)
                .variable("PEBBLE_VA_NOSLEEP", "0")
                .variable("PEBBLE_VA_SLEEPTIME", "2")
                .variable("PEBBLE_CHAIN_LENGTH", "3")
                .start();
        CertificateIssuer issuer = issuer(TestConfigs.of(pebble.directoryUrl(), pebble.trust()))) {
      for (int i = 0; i < 3; i++) {
        IssuedCertificate issued = issuer.issue(List.of(NAME), newKey(), http());
        assertThat(issued.chain()).hasSizeGreaterThan(3);
        assertTrusted(issued, pebble);
      }
    }
  }

  @Test
  void saysWhatTheValidatorSaw() throws Exception {
    try (Pebble pebble = pebble().start();
        CertificateIssuer issuer = issuer(TestConfigs.of(pebble.directoryUrl(), pebble.trust()))) {
      CertificateKey key = newKey();
      // A responder that lies: nothing is published.
      Challenges unanswered = Challenges.answeredBy(new HttpResponder(), new RecordingPublisher());
      assertThatThrownBy(() -> issuer.issue(List.of(NAME), key, unanswered))
          .isInstanceOf(IssuanceException.class)
          .hasMessageContainingAll(pebble.directoryUrl(), NAME, "http-01", "404");
    }
  }

  @Test
  void saysWhatTheDirectoryRefuses() throws Exception {
    try (Pebble pebble = pebble().start();
        CertificateIssuer issuer = issuer(TestConfigs.of(pebble.directoryUrl(), pebble.trust()))) {
      CertificateKey key = newKey();
      assertThatThrownBy(() -> issuer.issue(List.of("www.blocked.example"), key, http()))
          .isInstanceOf(IssuanceException.class)
          .hasMessageContainingAll("www.blocked.example", "rejectedIdentifier");
      assertThatThrownBy(() -> issuer.issue(List.of("*.example.org"), key, http()))
          .isInstanceOf(IssuanceException.class)
          .hasMessageContainingAll("no http-01 for *.example.org", "expected: one of dns-");
    }
  }

  @Test
  void bindsItsAccountToAnotherOne() throws Exception {
    String hmac = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";
    try (Pebble pebble = pebble().externalAccount("kid-1", hmac).start()) {
      AcmeConfig config = TestConfigs.of(pebble.directoryUrl(), pebble.trust());
      CertificateKey key = newKey();
      try (CertificateIssuer unbound = issuer(config)) {
        assertThatThrownBy(() -> unbound.issue(List.of(NAME), key, http()))
            .isInstanceOf(IssuanceException.class)
            .hasMessageContaining("externalAccountRequired");
      }
      EabConfig eab = new EabConfig("kid-1", new Secret(hmac));
      try (CertificateIssuer bound = issuer(TestConfigs.withEab(config, eab))) {
        assertTrusted(bound.issue(List.of(NAME), key, http()), pebble);
      }
      assertThat(context.log()).noneMatch(line -> line.contains(hmac));
    }
  }

  @Test
  void ordersTheProfileThatWasChosen() throws Exception {
    try (Pebble pebble = pebble().start()) {
      AcmeConfig config = TestConfigs.of(pebble.directoryUrl(), pebble.trust());
      for (int i = 0; i < 3; i++) {
        try (CertificateIssuer issuer = issuer(TestConfigs.withProfile(config, "shortlived"))) {
          X509Certificate leaf = read(issuer.issue(List.of(NAME), newKey(), http())).getFirst();
          assertThat(
                  Duration.between(leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()))
              .isBetween(Duration.ofDays(5), Duration.ofDays(6));
        }
      }
      CertificateKey key = newKey();
      try (CertificateIssuer issuer = issuer(TestConfigs.withProfile(config, "none"))) {
        assertThatThrownBy(() -> issuer.issue(List.of(NAME), key, http()))
            .isInstanceOf(IssuanceException.class)
            .hasMessageContaining("profile \"none\" (expected: one of default, shortlived)");
      }
    }
  }

  @Test
  void renewsInTheWindowAndNamesWhatIsReplaced() throws Exception {
    try (Pebble pebble = pebble().start();
        CertificateIssuer issuer = issuer(TestConfigs.of(pebble.directoryUrl(), pebble.trust()))) {
      IssuedCertificate old = issuer.issue(List.of(NAME), newKey(), http());
      X509Certificate leaf = read(old).getFirst();
      RenewalWindow window = issuer.renewalWindow(old).orElseThrow();
      assertThat(window.start())
          .isBetween(leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant());

      IssuedCertificate renewed = issuer.renew(old, List.of(NAME), newKey(), http());
      assertTrusted(renewed, pebble);
      // Once replaced it cannot be replaced again; a certificate is issued all the same.
      assertTrusted(issuer.renew(old, List.of(NAME), newKey(), http()), pebble);
      assertThat(context.log())
          .filteredOn(line -> line.contains("ordered without naming the certificate"))
          .hasSize(1);
    }
  }

  @Test
  void revokesWithTheCertificatesOwnKey() throws Exception {
    try (Pebble pebble = pebble().start();
        CertificateIssuer issuer = issuer(TestConfigs.of(pebble.directoryUrl(), pebble.trust()))) {
      CertificateKey key = newKey();
      StoredCertificate certificate =
          new StoredCertificate(key, issuer.issue(List.of(NAME), key, http()));
      String serial = read(certificate.certificate()).getFirst().getSerialNumber().toString(16);
      assertThat(pebble.status(serial)).contains("\"Valid\"");
      issuer.revoke(certificate, 4);
      assertThat(pebble.status(serial)).contains("\"Revoked\"");
      // Again is no error: what was wanted is so.
      issuer.revoke(certificate, 4);
    }
  }

  /** A process that comes back, or another that shares the store, has the same account. */
  @Test
  void keepsItsAccountInTheStore() throws Exception {
    try (Pebble pebble = pebble().start()) {
      AcmeConfig config = TestConfigs.of(pebble.directoryUrl(), pebble.trust());
      FileStoreFactory files = new FileStoreFactory();
      Path shared = folder.resolve("shared");
      for (int i = 0; i < 2; i++) {
        try (CertificateIssuer issuer = issuer(config)) {
          issuer.useStore(files.open(shared, context));
          assertTrusted(issuer.issue(List.of(NAME), newKey(), http()), pebble);
        }
      }
      assertThat(pebble.log())
          .containsOnlyOnce("There are now 1 accounts in memory")
          .doesNotContain("There are now 2 accounts");
    }
  }

  private Pebble.Builder pebble() throws Exception {
    return Pebble.in(Files.createDirectory(folder.resolve("pebble")))
        .httpPort(publisher.httpPort())
        .tlsPort(publisher.tlsPort());
  }

  private CertificateIssuer issuer(AcmeConfig config) throws Exception {
    return ((AcmeIssuerFactory) new AcmePlugin().certificateIssuers().getFirst())
        .create(config, context);
  }

  private Challenges http() {
    return answered(new HttpResponder());
  }

  private Challenges answered(ChallengeResponder responder) {
    return Challenges.answeredBy(responder, publisher.published());
  }

  private static CertificateKey newKey() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
    return new CertificateKey("EC", pair.getPrivate().getEncoded(), pair.getPublic().getEncoded());
  }

  private static void assertTrusted(IssuedCertificate issued, Pebble pebble) throws Exception {
    List<X509Certificate> chain = read(issued);
    X509Certificate root =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(pebble.root().getBytes(StandardCharsets.US_ASCII)));
    for (int i = 0; i < chain.size(); i++) {
      X509Certificate signer = i + 1 < chain.size() ? chain.get(i + 1) : root;
      chain.get(i).verify(signer.getPublicKey());
    }
  }

  private static List<X509Certificate> read(IssuedCertificate issued) throws Exception {
    CertificateFactory reader = CertificateFactory.getInstance("X.509");
    List<X509Certificate> chain = new ArrayList<>();
    for (byte[] der : issued.chain()) {
      chain.add((X509Certificate) reader.generateCertificate(new ByteArrayInputStream(der)));
    }
    return chain;
  }
}
