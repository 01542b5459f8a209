package io.weir.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.api.certificate.CertificateIssuer;
import io.weir.api.certificate.CertificateIssuerFactory;
import io.weir.api.certificate.CertificateKey;
import io.weir.api.certificate.Challenge;
import io.weir.api.certificate.Challenges;
import io.weir.api.certificate.IssuedCertificate;
import io.weir.api.certificate.RenewalWindow;
import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/**
 * The rules for a {@link CertificateIssuer}. Extend it, name your factory and a configuration whose
 * authority issues for {@link #names()}, and how its challenges are answered if it has any; give
 * the other two configurations where your authority can fail and hang. Start and stop it in
 * {@code @BeforeEach} and {@code @AfterEach} methods of your own.
 */
public abstract class CertificateIssuerContract extends ExtensionContract<CertificateIssuer> {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int DNS_NAME = 2;

  @Override
  protected abstract CertificateIssuerFactory<?> factory();

  /** The names to order a certificate for. */
  protected List<String> names() {
    return List.of("www.example.org");
  }

  /** How challenges are answered; an issuer that demands no proof never asks. */
  protected Challenges challenges() {
    return new Challenges() {
      @Override
      public String type() {
        return "http-01";
      }

      @Override
      public Published publish(Challenge challenge) {
        throw new AssertionError("override challenges() for an issuer that demands proof");
      }
    };
  }

  /** A configuration whose authority refuses; empty if it cannot. */
  protected Optional<Record> failingConfig() {
    return Optional.empty();
  }

  /** A configuration whose authority never answers; empty if there is nothing to wait for. */
  protected Optional<Record> hangingConfig() {
    return Optional.empty();
  }

  /** A new key as weir makes them: EC, P-256. */
  protected static CertificateKey newKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return key(generator.generateKeyPair());
  }

  private static CertificateKey key(KeyPair pair) {
    return new CertificateKey(
        pair.getPublic().getAlgorithm(),
        pair.getPrivate().getEncoded(),
        pair.getPublic().getEncoded());
  }

  /** The certificates of a chain, read. */
  protected static List<X509Certificate> read(IssuedCertificate certificate) throws Exception {
    CertificateFactory reader = CertificateFactory.getInstance("X.509");
    List<X509Certificate> chain = new ArrayList<>();
    for (byte[] der : certificate.chain()) {
      chain.add((X509Certificate) reader.generateCertificate(new ByteArrayInputStream(der)));
    }
    return chain;
  }

  @Test
  void certifiesTheKeyForAllNames() throws Exception {
    CertificateIssuer issuer = create();
    CertificateKey key = newKey();
    X509Certificate leaf = leaf(issuer, key);
    assertThat(leaf.getPublicKey().getEncoded()).isEqualTo(key.publicKey());
    assertThat(alternatives(leaf)).containsExactlyInAnyOrderElementsOf(names());
    assertThat(leaf.getNotAfter()).isAfter(leaf.getNotBefore());
  }

  @Test
  void certifiesAnRsaKey() throws Exception {
    CertificateIssuer issuer = create();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    CertificateKey key = key(generator.generateKeyPair());
    assertThat(leaf(issuer, key).getPublicKey().getEncoded()).isEqualTo(key.publicKey());
  }

  @Test
  void eachCertificateOfTheChainIsSignedByTheNext() throws Exception {
    CertificateIssuer issuer = create();
    List<X509Certificate> chain = read(issue(issuer, newKey()));
    for (int i = 1; i < chain.size(); i++) {
      chain.get(i - 1).verify(chain.get(i).getPublicKey());
    }
  }

  @Test
  void renewsWithAnotherKey() throws Exception {
    CertificateIssuer issuer = create();
    IssuedCertificate old = issue(issuer, newKey());
    CertificateKey key = newKey();
    IssuedCertificate renewed =
        callWithin(LIMIT, () -> issuer.renew(old, names(), key, challenges()));
    assertThat(renewed).isNotEqualTo(old);
    assertThat(read(renewed).getFirst().getPublicKey().getEncoded()).isEqualTo(key.publicKey());
  }

  @Test
  void issuesSeveralAtTheSameTime() throws Exception {
    CertificateIssuer issuer = create();
    List<FutureTask<IssuedCertificate>> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      CertificateKey key = newKey();
      FutureTask<IssuedCertificate> task =
          new FutureTask<>(() -> issuer.issue(names(), key, challenges()));
      tasks.add(task);
      Thread.ofPlatform().daemon().start(task);
    }
    for (FutureTask<IssuedCertificate> task : tasks) {
      assertThat(callWithin(LIMIT, task::get).chain()).isNotEmpty();
    }
  }

  @Test
  void theTimeToRenewLiesInTheCertificatesLife() throws Exception {
    CertificateIssuer issuer = create();
    IssuedCertificate certificate = issue(issuer, newKey());
    Optional<RenewalWindow> window = callWithin(LIMIT, () -> issuer.renewalWindow(certificate));
    if (window.isPresent()) {
      X509Certificate leaf = read(certificate).getFirst();
      assertThat(window.get().end()).isBefore(leaf.getNotAfter().toInstant());
      assertThat(window.get().start()).isAfter(leaf.getNotBefore().toInstant());
    }
  }

  @Test
  void showsNoKeyInTheLog() throws Exception {
    CertificateIssuer issuer = create();
    CertificateKey key = newKey();
    IssuedCertificate certificate = issue(issuer, key);
    assertThat(certificate.chain()).isNotEmpty();
    String base64 = Base64.getEncoder().encodeToString(key.pkcs8());
    assertThat(context().log()).noneMatch(line -> line.contains(base64));
  }

  @Test
  void failureIsAnExceptionThatTellsAnOperatorWhy() throws Exception {
    assumeTrue(failingConfig().isPresent(), "this authority cannot fail");
    CertificateIssuer issuer = create(failingConfig().orElseThrow());
    CertificateKey key = newKey();
    Throwable failure = catchThrowable(() -> issue(issuer, key));
    assertThat(failure).isInstanceOf(Exception.class);
    assertThat(failure.getMessage()).isNotBlank().doesNotContain("\n");
  }

  @Test
  void issueEndsWhenInterrupted() throws Exception {
    assumeTrue(hangingConfig().isPresent(), "this authority cannot hang");
    CertificateIssuer issuer = create(hangingConfig().orElseThrow());
    CertificateKey key = newKey();
    Callable<IssuedCertificate> call = () -> issuer.issue(names(), key, challenges());
    assertEndsWhenInterrupted(call);
  }

  private IssuedCertificate issue(CertificateIssuer issuer, CertificateKey key) throws Exception {
    return callWithin(LIMIT, () -> issuer.issue(names(), key, challenges()));
  }

  private X509Certificate leaf(CertificateIssuer issuer, CertificateKey key) throws Exception {
    return read(issue(issuer, key)).getFirst();
  }

  private static List<String> alternatives(X509Certificate certificate) throws Exception {
    return certificate.getSubjectAlternativeNames().stream()
        .filter(name -> name.getFirst().equals(DNS_NAME))
        .map(name -> (String) name.get(1))
        .toList();
  }
}
