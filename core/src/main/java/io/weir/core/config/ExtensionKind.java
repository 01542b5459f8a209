package io.weir.core.config;

/**
 * The kinds of extension there are, with the words used for them in messages and under {@code
 * plugins.replace}.
 */
public enum ExtensionKind {
  /** {@code servers.X.discovery.kind}. */
  DISCOVERY("discovery"),
  /** {@code servers.X.balance}. */
  BALANCER("balancer"),
  /** {@code servers.X.healthcheck.kind}. */
  HEALTH_CHECK("healthcheck"),
  /** {@code acme.issuer}. */
  CERTIFICATE_ISSUER("issuer"),
  /** {@code acme.challenge}. */
  CHALLENGE_RESPONDER("challenge"),
  /** {@code acme.store.kind}. */
  CERTIFICATE_STORE("store");

  private final String word;

  ExtensionKind(String word) {
    this.word = word;
  }

  /** The word for it, e.g. {@code "balancer"} in {@code "balancer/weight"}. */
  public String word() {
    return word;
  }
}
