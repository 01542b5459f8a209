package io.weir.core.acme;

import java.util.Locale;

/** How it stands with the certificate of a name. The words are the same in API, metric and test. */
public enum AcmeState {
  /** There is none yet, and no attempt has failed. */
  PENDING,
  /** There is one, and the last attempt to renew it has not failed. */
  VALID,
  /** The last attempt to get one has failed, whether there is an old one or not. */
  FAILING;

  /** The word for it, e.g. {@code "pending"}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
