package io.weir.core.acme;

import io.weir.api.certificate.CertificateIssuer;
import io.weir.api.certificate.CertificateStore;
import io.weir.api.certificate.ChallengePublisher;
import io.weir.api.certificate.ChallengeResponder;
import io.weir.api.config.InvalidConfigException;
import io.weir.core.config.AcmeConfig;
import io.weir.core.config.ExtensionSection;
import io.weir.core.plugin.ExtensionRegistries;
import io.weir.core.plugin.ExtensionRegistry;
import java.time.Duration;

/**
 * What plugins do for certificates.
 *
 * @param stored where they are kept
 * @param authority where they come from
 * @param calls the calls of both
 */
record AcmeParts(StoredCertificates stored, Authority authority, PluginCalls calls)
    implements AutoCloseable {
  private static final String OWNER = "acme";
  private static final Duration LEND_LIMIT = Duration.ofSeconds(10);

  /** For what was interrupted to take back what it has published. */
  private static final Duration TO_CLEAN_UP = Duration.ofSeconds(10);

  /**
   * Makes them. May block.
   *
   * @param publisher what responders may have weir answer
   * @throws AcmeStartException if one does not like its keys, or the issuer its store
   * @throws io.weir.core.plugin.ExtensionException if one cannot be made
   */
  static AcmeParts create(
      AcmeConfig config, ExtensionRegistries extensions, ChallengePublisher publisher)
      throws InterruptedException {
    PluginCalls calls = new PluginCalls();
    CertificateStore store = store(config, extensions);
    try {
      return new AcmeParts(
          new StoredCertificates(store, calls),
          authority(config, extensions, publisher, store, calls),
          calls);
    } catch (RuntimeException | InterruptedException e) {
      PluginCalls.close(store);
      throw e;
    }
  }

  /** The store alone. */
  static CertificateStore store(AcmeConfig config, ExtensionRegistries extensions) {
    return product(extensions.certificateStores(), config.store(), "store.");
  }

  private static Authority authority(
      AcmeConfig config,
      ExtensionRegistries extensions,
      ChallengePublisher publisher,
      CertificateStore store,
      PluginCalls calls)
      throws InterruptedException {
    CertificateIssuer issuer = product(extensions.certificateIssuers(), config.issuer(), "");
    try {
      calls.run("lend", LEND_LIMIT, () -> issuer.useStore(store));
      ChallengeResponder responder =
          product(extensions.challengeResponders(), config.challenge(), "");
      return new Authority(issuer, responder, publisher, config.keyType(), calls);
    } catch (AttemptException e) {
      PluginCalls.close(issuer);
      throw new AcmeStartException("issuer", e.reason(), e);
    } catch (RuntimeException | InterruptedException e) {
      PluginCalls.close(issuer);
      throw e;
    }
  }

  private static <T extends AutoCloseable> T product(
      ExtensionRegistry<T, ?> registry, ExtensionSection<?> section, String prefix) {
    try {
      return registry.create(section.kind(), section.own(), OWNER);
    } catch (InvalidConfigException e) {
      throw new AcmeStartException(
          prefix + e.key(), "not valid (expected: " + e.expected() + ")", e);
    }
  }

  @Override
  public void close() {
    calls.awaitEnds(TO_CLEAN_UP);
    authority.close();
    stored.close();
  }
}
