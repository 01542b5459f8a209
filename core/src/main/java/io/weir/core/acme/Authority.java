package io.weir.core.acme;

import io.weir.api.certificate.CertificateIssuer;
import io.weir.api.certificate.CertificateKey;
import io.weir.api.certificate.ChallengePublisher;
import io.weir.api.certificate.ChallengeResponder;
import io.weir.api.certificate.Challenges;
import io.weir.api.certificate.IssuedCertificate;
import io.weir.api.certificate.RenewalWindow;
import io.weir.core.certificate.KeyedChain;
import io.weir.core.config.AcmeConfig;
import io.weir.core.plugin.Reason;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who issues certificates, and what proves to it that the names are ours. */
final class Authority implements AutoCloseable {
  /** For an order with all that it waits for: checks from afar, and DNS that has to spread. */
  private static final Duration ORDER_LIMIT = Duration.ofMinutes(10);

  private static final Duration QUESTION_LIMIT = Duration.ofSeconds(30);

  private final CertificateIssuer issuer;
  private final ChallengeResponder responder;
  private final Challenges challenges;
  private final AcmeConfig.KeyType keyType;
  private final PluginCalls calls;

  /**
   * Issuer and responder are owned by this from now on.
   *
   * @param publisher what the responder may have weir answer
   * @param keyType of the keys that certificates are for
   */
  Authority(
      CertificateIssuer issuer,
      ChallengeResponder responder,
      ChallengePublisher publisher,
      AcmeConfig.KeyType keyType,
      PluginCalls calls) {
    this.issuer = issuer;
    this.responder = responder;
    this.challenges = Challenges.answeredBy(responder, publisher);
    this.keyType = keyType;
    this.calls = calls;
  }

  /**
   * Has a certificate issued, for a new key.
   *
   * @param old the one that it replaces; null if there was none
   */
  KeyedChain order(String name, @Nullable KeyedChain old)
      throws AttemptException, InterruptedException {
    CertificateKey key = newKey(keyType);
    List<String> names = List.of(name);
    IssuedCertificate issued =
        calls.call(
            "issue",
            ORDER_LIMIT,
            () ->
                old == null
                    ? issuer.issue(names, key, challenges)
                    : issuer.renew(old.stored().certificate(), names, key, challenges));
    try {
      KeyedChain chain = KeyedChain.of(key, issued);
      if (!chain.covers(name)) {
        throw new AttemptException("the issuer gave a certificate for other names");
      }
      return chain;
    } catch (GeneralSecurityException e) {
      throw new AttemptException("the issuer gave a chain of no use: " + Reason.of(e));
    }
  }

  private static CertificateKey newKey(AcmeConfig.KeyType type) {
    String algorithm =
        switch (type) {
          case ECDSA_P256, ECDSA_P384 -> "EC";
          case RSA_2048, RSA_4096 -> "RSA";
        };
    AlgorithmParameterSpec parameters =
        switch (type) {
          case ECDSA_P256 -> new ECGenParameterSpec("secp256r1");
          case ECDSA_P384 -> new ECGenParameterSpec("secp384r1");
          case RSA_2048 -> new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4);
          case RSA_4096 -> new RSAKeyGenParameterSpec(4096, RSAKeyGenParameterSpec.F4);
        };
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(parameters);
      KeyPair pair = generator.generateKeyPair();
      return new CertificateKey(
          algorithm, pair.getPrivate().getEncoded(), pair.getPublic().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java makes no keys of " + type, e);
    }
  }

  /** When the authority would like a certificate renewed. */
  Optional<RenewalWindow> window(KeyedChain chain) throws AttemptException, InterruptedException {
    IssuedCertificate certificate = chain.stored().certificate();
    return calls.call("ask", QUESTION_LIMIT, () -> issuer.renewalWindow(certificate));
  }

  /** Has the authority declare a certificate void. */
  void revoke(KeyedChain chain, int reason) throws AttemptException, InterruptedException {
    calls.run("revoke", QUESTION_LIMIT, () -> issuer.revoke(chain.stored(), reason));
  }

  @Override
  public void close() {
    PluginCalls.close(issuer);
    PluginCalls.close(responder);
  }
}
