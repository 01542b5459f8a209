package io.weir.plugin.acme.issuer;

import io.weir.api.config.HttpUrl;
import io.weir.testkit.acme.FakeDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Configurations of issuers under test. */
final class TestConfigs {
  static final Duration LIMIT = Duration.ofSeconds(60);

  private TestConfigs() {}

  /** One that asks a directory for whatever it likes to issue. */
  static AcmeConfig of(FakeDirectory directory, Path folder) {
    return of(directory.directoryUrl(), trust(directory, folder));
  }

  static Path trust(FakeDirectory directory, Path folder) {
    try {
      return directory.trust(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that asks the directory at an address. */
  static AcmeConfig of(String url, Path trust) {
    return new AcmeConfig(
        HttpUrl.parse(url),
        Optional.of(trust),
        Optional.of("ops@example.org"),
        Optional.empty(),
        Optional.empty(),
        LIMIT,
        List.of());
  }

  /** The same with a profile. */
  static AcmeConfig withProfile(AcmeConfig config, String profile) {
    return changed(config, config.eab(), Optional.of(profile), config.orderTimeout());
  }

  /** The same with a binding to an account at the CA. */
  static AcmeConfig withEab(AcmeConfig config, EabConfig eab) {
    return changed(config, Optional.of(eab), config.profile(), config.orderTimeout());
  }

  /** The same with less patience. */
  static AcmeConfig withTimeout(AcmeConfig config, Duration limit) {
    return changed(config, config.eab(), config.profile(), limit);
  }

  private static AcmeConfig changed(
      AcmeConfig config, Optional<EabConfig> eab, Optional<String> profile, Duration limit) {
    return new AcmeConfig(
        config.directoryUrl(), config.rootCaPath(), config.email(), eab, profile, limit, List.of());
  }

  /** The same with another CA behind it. */
  static AcmeConfig withNext(AcmeConfig config, AcmeConfig next) {
    return new AcmeConfig(
        config.directoryUrl(),
        config.rootCaPath(),
        config.email(),
        config.eab(),
        config.profile(),
        config.orderTimeout(),
        List.of(
            new NextCaConfig(next.directoryUrl(), next.rootCaPath(), next.eab(), next.profile())));
  }
}
