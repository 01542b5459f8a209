package com.example.ownca;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import java.nio.file.Path;
import java.time.Duration;

/** The keys of {@code acme} where {@code issuer = own-ca}. */
public record OwnCaConfig(
    @Doc("The CA's certificate in PEM.") Path caCertPath,
    @Doc("The CA's private key in PEM, without a password.") Path caKeyPath,
    @Doc("How long a certificate is valid.") @Default("720h") Duration lifetime) {

  /** What is thrown here stops the start, and weir adds the file, the line and the value. */
  public OwnCaConfig {
    if (lifetime.compareTo(Duration.ofHours(1)) < 0) {
      throw new InvalidConfigException("lifetime", "1h or more");
    }
  }
}
