package io.weir.plugin.acme.issuer;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.HttpUrl;
import io.weir.api.config.InvalidConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys of {@code acme} for issuer {@code acme}. */
public record AcmeConfig(
    @Doc("The directory of the CA.") @Default("https://acme-v02.api.letsencrypt.org/directory")
        HttpUrl directoryUrl,
    @Doc(
            "A file of CAs in PEM that alone are trusted for the CA's own HTTPS certificate, where the"
                + " directory is a private one; the system's CAs if left out.")
        Optional<Path> rootCaPath,
    @Doc("An address that the CA may write to.") Optional<String> email,
    @Doc("Binds the account to one that the CA's operator knows.") Optional<EabConfig> eab,
    @Doc("Which of the CA's profiles is ordered; the CA chooses if left out.")
        Optional<String> profile,
    @Doc("How long an order at one CA may take, challenges included.") @Default("4m")
        Duration orderTimeout,
    @Doc("CAs that are asked in this order where those before did not issue.")
        List<NextCaConfig> nextCas) {

  /** Weir itself ends an order after that, whoever issues. */
  private static final Duration LONGEST_ORDER = Duration.ofMinutes(10);

  /** Checks what the types do not show. */
  public AcmeConfig {
    nextCas = List.copyOf(nextCas);
    if (!orderTimeout.isPositive() || orderTimeout.compareTo(LONGEST_ORDER) > 0) {
      throw new InvalidConfigException("order_timeout", "more than 0, and 10m at most");
    }
    if (email.isPresent() && !email.get().matches("[^@\\s?,]+@[^@\\s?,]+")) {
      throw new InvalidConfigException("email", "one address, name@host");
    }
  }
}
