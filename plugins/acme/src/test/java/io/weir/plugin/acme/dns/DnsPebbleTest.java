package io.weir.plugin.acme.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.api.certificate.CertificateIssuer;
import io.weir.api.certificate.CertificateKey;
import io.weir.api.certificate.Challenge;
import io.weir.api.certificate.ChallengeResponder;
import io.weir.api.certificate.Challenges;
import io.weir.api.certificate.IssuedCertificate;
import io.weir.api.config.HostPort;
import io.weir.api.config.HttpUrl;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.config.Secret;
import io.weir.plugin.acme.AcmePlugin;
import io.weir.plugin.acme.issuer.AcmeConfig;
import io.weir.plugin.acme.issuer.AcmeIssuerFactory;
import io.weir.testkit.acme.Pebble;
import io.weir.testkit.contract.RecordingPublisher;
import io.weir.testkit.peer.NameServer;
import io.weir.testkit.plugin.TestPluginContext;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** dns-01 with real servers: BIND takes the updates, Pebble looks there. */
@Tag("peer")
@Timeout(180)
class DnsPebbleTest {
  private static final int DNS_NAME = 2;

  @TempDir private Path folder;
  private TestPluginContext context;
  private NameServer server;

  @BeforeEach
  void start() throws Exception {
    Optional<Path> program = NameServer.program();
    assumeTrue(program.isPresent(), "named is not installed (Debian package bind9)");
    Optional<String> missing = Pebble.missing();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    context = new TestPluginContext(Files.createDirectory(folder.resolve("data")));
    Map<String, String> zones =
        Map.of(
            "example.org",
            "@ IN A 127.0.0.1",
            "elsewhere.test",
            "_acme-challenge IN CNAME elsewhere.challenges.test.",
            "challenges.test",
            "@ IN A 127.0.0.1");
    server =
        NameServer.start(
            program.orElseThrow(), Files.createDirectory(folder.resolve("named")), zones);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
      context.close();
    }
  }

  @Test
  void provesControlOfAWildcardAndItsParent() throws Exception {
    assertThat(names(issue("example.org", "*.example.org")))
        .containsExactlyInAnyOrder("example.org", "*.example.org");
    assertThat(server.log()).contains("adding an RR at '_acme-challenge.example.org' TXT");
    assertThat(server.log()).contains("deleting an RR at _acme-challenge.example.org TXT");
  }

  @Test
  void followsACnameIntoAnotherZone() throws Exception {
    try (ChallengeResponder responder = DnsResponders.create(config(), context)) {
      Challenge challenge = new Challenge("dns-01", "elsewhere.test", "token", "token.thumb");
      responder.present(challenge, new RecordingPublisher());
      assertThat(server.log()).contains("adding an RR at 'elsewhere.challenges.test' TXT");
      responder.cleanUp(challenge, new RecordingPublisher());
      assertThat(server.log()).contains("deleting an RR at elsewhere.challenges.test TXT");
    }
  }

  @Test
  void saysThatTheServerHasNoSuchZone() throws Exception {
    try (ChallengeResponder responder = DnsResponders.create(config(), context)) {
      Challenge challenge = new Challenge("dns-01", "www.example.com", "token", "token.thumb");
      // The system's resolver is not asked: dns.resolver is.
      assertThatThrownBy(() -> responder.present(challenge, new RecordingPublisher()))
          .hasMessageContainingAll(
              server.address(), "no zone for _acme-challenge.www.example.com", "dns.server");
    }
  }

  @Test
  void wantsAServerOrAProgram() {
    assertThatThrownBy(() ->
            new DnsConfig(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(60),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Duration.ofSeconds(30)))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("one of server and exec");
  }

  private IssuedCertificate issue(String... names) throws Exception {
    try (Pebble pebble =
            Pebble.in(Files.createDirectory(folder.resolve("pebble")))
                .dnsServer(server.address())
                .nonceReject(20)
                .start();
        ChallengeResponder responder = DnsResponders.create(config(), context);
        CertificateIssuer issuer = issuer(pebble)) {
      KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
      CertificateKey key =
          new CertificateKey("EC", pair.getPrivate().getEncoded(), pair.getPublic().getEncoded());
      return issuer.issue(
          List.of(names), key, Challenges.answeredBy(responder, new RecordingPublisher()));
    }
  }

  private CertificateIssuer issuer(Pebble pebble) throws Exception {
    AcmeConfig config =
        new AcmeConfig(
            HttpUrl.parse(pebble.directoryUrl()),
            Optional.of(pebble.trust()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofMinutes(1),
            List.of());
    return ((AcmeIssuerFactory) new AcmePlugin().certificateIssuers().getFirst())
        .create(config, context);
  }

  private DnsResponderConfig config() {
    HostPort address = HostPort.parse(server.address());
    TsigConfig key =
        new TsigConfig(NameServer.KEY_NAME, TsigAlgorithm.HMAC_SHA256, new Secret(NameServer.KEY));
    return new DnsResponderConfig(
        new DnsConfig(
            Optional.of(address),
            Optional.of(key),
            Optional.empty(),
            Duration.ofSeconds(60),
            Optional.empty(),
            List.of(),
            Optional.of(address),
            Duration.ofSeconds(30)));
  }

  private static List<String> names(IssuedCertificate issued) throws Exception {
    X509Certificate leaf =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(issued.chain().getFirst()));
    return leaf.getSubjectAlternativeNames().stream()
        .filter(name -> name.getFirst().equals(DNS_NAME))
        .map(name -> (String) name.get(1))
        .toList();
  }
}
