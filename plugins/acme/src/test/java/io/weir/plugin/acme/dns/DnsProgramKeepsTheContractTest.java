package io.weir.plugin.acme.dns;

import io.weir.api.certificate.Challenge;
import io.weir.api.certificate.ChallengeResponderFactory;
import io.weir.api.config.CommandLine;
import io.weir.plugin.acme.AcmePlugin;
import io.weir.testkit.contract.ChallengeResponderContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The responder does what the API asks of one, by a program. */
@Timeout(60)
class DnsProgramKeepsTheContractTest extends ChallengeResponderContract {
  private static final String SCRIPT =
      """
      case "$2" in
        present) touch "$1/$3 $4" ;;
        cleanup) rm -f "$1/$3 $4" ;;
        *) exit 9 ;;
      esac
      """;

  @TempDir private Path records;

  @Override
  protected ChallengeResponderFactory<?> factory() {
    return new AcmePlugin().challengeResponders().get(2);
  }

  @Override
  protected Record config() {
    return config(SCRIPT);
  }

  private Record config(String script) {
    return new DnsResponderConfig(
        new DnsConfig(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(60),
            Optional.of(
                new CommandLine(List.of("/bin/sh", "-c", script, "hook", records.toString()))),
            List.of(),
            Optional.empty(),
            Duration.ofSeconds(30)));
  }

  @Override
  protected Optional<Record> failingConfig() {
    return Optional.of(config("echo no luck >&2; exit 3"));
  }

  @Override
  protected Optional<Record> hangingConfig() {
    return Optional.of(config("sleep 100"));
  }

  @Override
  protected boolean isVisible(Challenge challenge) throws Exception {
    String value =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(challenge.keyAuthorization().getBytes(StandardCharsets.US_ASCII)));
    return Files.exists(records.resolve("_acme-challenge." + challenge.name() + " " + value));
  }
}
