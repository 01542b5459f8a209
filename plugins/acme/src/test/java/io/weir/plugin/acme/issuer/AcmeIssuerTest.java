package io.weir.plugin.acme.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.weir.api.certificate.CertificateIssuer;
import io.weir.api.certificate.CertificateKey;
import io.weir.api.certificate.Challenge;
import io.weir.api.certificate.ChallengePublisher;
import io.weir.api.certificate.ChallengeResponder;
import io.weir.api.certificate.Challenges;
import io.weir.api.certificate.IssuanceException;
import io.weir.api.certificate.IssuedCertificate;
import io.weir.api.certificate.RenewalWindow;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.config.Secret;
import io.weir.plugin.acme.AcmePlugin;
import io.weir.plugin.acme.challenge.HttpResponder;
import io.weir.plugin.acme.store.FileStoreFactory;
import io.weir.testkit.acme.FakeDirectory;
import io.weir.testkit.contract.RecordingPublisher;
import io.weir.testkit.plugin.TestPluginContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What no good directory does: limits, hanging, windows that move, accounts that are damaged. */
@Timeout(60)
class AcmeIssuerTest {
  private static final List<String> NAMES = List.of("www.example.org");

  @TempDir private Path folder;
  private TestPluginContext context;
  private FakeDirectory first;
  private FakeDirectory second;

  @BeforeEach
  void start() throws Exception {
    context = new TestPluginContext(Files.createDirectory(folder.resolve("data")));
    first = FakeDirectory.start(InstantSource.system());
    second = FakeDirectory.start(InstantSource.system());
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
    context.close();
  }

  @Test
  void saysWhenARateLimitEnds() throws Exception {
    first.refuseNext("/order", 429, "rateLimited", "too many certificates", "3600");
    try (CertificateIssuer issuer = issuer(config(first))) {
      IssuanceException failure = failureOf(issuer);
      assertThat(failure)
          .hasMessageContainingAll(
              first.directoryUrl(), "www.example.org", "rateLimited", "too many certificates");
      assertThat(failure.retryAfter()).isEqualTo(now().plusSeconds(3600));
    }
  }

  @Test
  void readsADateAndADirectoryThatIsBusy() throws Exception {
    first.refuseNext("/account", 503, "serverInternal", "busy", "Sat, 03 Jan 2026 10:00:00 GMT");
    try (CertificateIssuer issuer = issuer(config(first))) {
      assertThat(failureOf(issuer).retryAfter()).isEqualTo(Instant.parse("2026-01-03T10:00:00Z"));
    }
  }

  @Test
  void doesNotAskBeforeTheTimeHasCome() throws Exception {
    first.refuseNext("/order", 429, "rateLimited", "too many", "3600");
    try (CertificateIssuer issuer = issuer(config(first))) {
      IssuanceException refused = failureOf(issuer);
      int asked = first.requests().size();
      context.advance(Duration.ofMinutes(59));
      IssuanceException early = failureOf(issuer);
      assertThat(early.retryAfter()).isEqualTo(refused.retryAfter());
      assertThat(first.requests()).hasSize(asked);
      context.advance(Duration.ofMinutes(1));
      assertThat(issue(issuer).chain()).isNotEmpty();
    }
  }

  @Test
  void waitsNoLongerThanAWeekNorForATimeOfAClockThatWasWrong() throws Exception {
    first.refuseNext("/order", 429, "rateLimited", "too many", "999999999");
    first.refuseNext("/order", 429, "rateLimited", "too many", "3600");
    try (CertificateIssuer issuer = issuer(config(first))) {
      var _ = failureOf(issuer);
      context.advance(Duration.ofDays(7).minusSeconds(1));
      assertThat(failureOf(issuer)).hasMessageContaining("not asked before");
      context.advance(Duration.ofSeconds(1));
      assertThat(failureOf(issuer)).hasMessageContaining("too many");
      context.advance(Duration.ofDays(-1000));
      assertThat(issue(issuer).chain()).isNotEmpty();
    }
  }

  @Test
  void takesTheAnswerBackThoughItIsInterrupted() throws Exception {
    first.hang("/challenge");
    List<String> seen = new CopyOnWriteArrayList<>();
    ChallengeResponder responder =
        new ChallengeResponder() {
          @Override
          public String type() {
            return "dns-01";
          }

          @Override
          public void present(Challenge challenge, ChallengePublisher publisher) {
            seen.add("present");
          }

          @Override
          public void cleanUp(Challenge challenge, ChallengePublisher publisher) {
            // With the mark of an interrupt it could wait for no name server.
            seen.add("cleanUp, interrupted: " + Thread.currentThread().isInterrupted());
          }
        };
    try (CertificateIssuer issuer = issuer(config(first))) {
      Challenges challenges = Challenges.answeredBy(responder, new RecordingPublisher());
      FutureTask<IssuedCertificate> order =
          new FutureTask<>(() -> issuer.issue(NAMES, newKey(), challenges));
      Thread ordering = Thread.ofPlatform().start(order);
      await().until(() -> !first.requests("POST /challenge").isEmpty());

      ordering.interrupt();

      assertThatThrownBy(order::get).hasCauseInstanceOf(InterruptedException.class);
    }
    assertThat(seen).containsExactly("present", "cleanUp, interrupted: false");
  }

  @Test
  void asksTheNextDirectoryWhereTheFirstRefuses() throws Exception {
    first.refuseNext("/order", 429, "rateLimited", "too many", "3600");
    try (CertificateIssuer issuer = issuer(both())) {
      assertThat(issue(issuer).chain()).isNotEmpty();
      assertThat(second.requests("POST /finalize")).hasSize(1);
      // And leaves the first in peace for as long as it wished.
      int asked = first.requests().size();
      assertThat(issue(issuer).chain()).isNotEmpty();
      assertThat(first.requests()).hasSize(asked);
    }
  }

  @Test
  void saysWhyEachOfThemRefuses() throws Exception {
    first.refuseNext("/order", 429, "rateLimited", "too many", "3600");
    second.refuseNext("/order", 403, "rejectedIdentifier", "not for you", "");
    try (CertificateIssuer issuer = issuer(both())) {
      IssuanceException failure = failureOf(issuer);
      assertThat(failure).hasMessageContainingAll("too many", "not for you", second.directoryUrl());
      // The second may be asked again at any time.
      assertThat(failure.retryAfter()).isNull();
    }
  }

  @Test
  void givesUpADirectoryThatHangs() throws Exception {
    first.hang("/finalize");
    AcmeConfig impatient = TestConfigs.withTimeout(config(first), Duration.ofSeconds(2));
    try (CertificateIssuer issuer = issuer(impatient)) {
      assertThat(failureOf(issuer)).hasMessageContaining(first.directoryUrl());
    }
  }

  @Test
  void followsAWindowThatMoves() throws Exception {
    Instant start = now().plus(Duration.ofDays(30));
    first.window(start, start.plus(Duration.ofDays(2)), Duration.ofHours(5));
    try (CertificateIssuer issuer = issuer(config(first))) {
      IssuedCertificate certificate = issue(issuer);
      assertThat(issuer.renewalWindow(certificate))
          .contains(
              new RenewalWindow(
                  start, start.plus(Duration.ofDays(2)), now().plus(Duration.ofHours(5))));
      first.window(now(), now().plus(Duration.ofHours(1)), Duration.ofSeconds(1));
      // Not asked more often than once a minute (RFC 9773, 4.3.2).
      assertThat(issuer.renewalWindow(certificate))
          .contains(
              new RenewalWindow(
                  now(), now().plus(Duration.ofHours(1)), now().plus(Duration.ofMinutes(1))));
    }
  }

  @Test
  void takesAWindowWithoutAnEndForNone() throws Exception {
    first.window(now(), now(), Duration.ofHours(1));
    try (CertificateIssuer issuer = issuer(config(first))) {
      assertThat(issuer.renewalWindow(issue(issuer))).isEmpty();
      assertThat(context.log()).anyMatch(line -> line.contains("expected: an end after the start"));
    }
  }

  @Test
  void namesTheCertificateThatItReplaces() throws Exception {
    try (CertificateIssuer issuer = issuer(config(first))) {
      IssuedCertificate old = issue(issuer);
      assertThat(issuer.renew(old, NAMES, newKey(), challenges()).chain()).isNotEmpty();
      assertThat(first.requests("POST /order "))
          .filteredOn(order -> order.contains("replaces"))
          .hasSize(1);
    }
  }

  @Test
  void makesOneAccountHoweverManyAsk() throws Exception {
    FileStoreFactory files = new FileStoreFactory();
    for (int i = 0; i < 3; i++) {
      try (CertificateIssuer issuer = issuer(config(first))) {
        issuer.useStore(files.open(folder.resolve("store"), context));
        assertThat(issue(issuer).chain()).isNotEmpty();
      }
    }
    assertThat(first.accounts()).isEqualTo(1);
  }

  @Test
  void doesNotTouchADamagedAccountKey() throws Exception {
    FileStoreFactory files = new FileStoreFactory();
    Path store = Files.createDirectory(folder.resolve("store"));
    byte[] damaged = "-----BEGIN EC PRIVATE KEY-----\nAAAA\n".getBytes(StandardCharsets.UTF_8);
    Files.write(store.resolve("acme_account+key"), damaged);
    try (CertificateIssuer issuer = issuer(config(first))) {
      issuer.useStore(files.open(store, context));
      assertThat(failureOf(issuer))
          .hasMessageContainingAll("acme_account+key", "expected: an EC or RSA private key in PEM");
    }
    assertThat(store.resolve("acme_account+key")).hasBinaryContent(damaged);
    assertThat(first.accounts()).isZero();
  }

  @Test
  void refusesConfigurationsThatCannotWork() {
    assertThatThrownBy(
            () -> issuer(TestConfigs.of("http://127.0.0.1/directory", folder.resolve("none"))))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("directory_url (expected: https://");
    assertThatThrownBy(() -> issuer(TestConfigs.of("https://127.0.0.1/", folder.resolve("none"))))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("root_ca_path");
    assertThatThrownBy(() -> TestConfigs.withTimeout(config(first), Duration.ofMinutes(11)))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("order_timeout (expected: more than 0, and 10m at most)");
    EabConfig eab = new EabConfig("kid", new Secret("no base64url"));
    assertThatThrownBy(() -> issuer(TestConfigs.withEab(config(first), eab)))
        .isInstanceOf(InvalidConfigException.class)
        .message()
        .contains("eab")
        .doesNotContain("no base64url");
  }

  private Instant now() {
    return context.clock().instant();
  }

  private AcmeConfig config(FakeDirectory directory) {
    Path own = folder.resolve(directory == first ? "first" : "second");
    try {
      return TestConfigs.of(directory, Files.createDirectories(own));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private AcmeConfig both() {
    return TestConfigs.withNext(config(first), config(second));
  }

  private CertificateIssuer issuer(AcmeConfig config) throws Exception {
    return ((AcmeIssuerFactory) new AcmePlugin().certificateIssuers().getFirst())
        .create(config, context);
  }

  private static IssuanceException failureOf(CertificateIssuer issuer) {
    return catchThrowableOfType(IssuanceException.class, () -> issue(issuer));
  }

  private static IssuedCertificate issue(CertificateIssuer issuer) throws Exception {
    return issuer.issue(NAMES, newKey(), challenges());
  }

  private static Challenges challenges() {
    return Challenges.answeredBy(new HttpResponder(), new RecordingPublisher());
  }

  private static CertificateKey newKey() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
    return new CertificateKey("EC", pair.getPrivate().getEncoded(), pair.getPublic().getEncoded());
  }
}
