package io.weir.plugin.acme.dns;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.api.certificate.Challenge;
import io.weir.api.certificate.ChallengeResponderFactory;
import io.weir.api.config.HostPort;
import io.weir.api.config.Secret;
import io.weir.plugin.acme.AcmePlugin;
import io.weir.testkit.contract.ChallengeResponderContract;
import io.weir.testkit.peer.NameServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** The responder does what the API asks of one, by dynamic updates at a real server. */
@Tag("peer")
@Timeout(120)
class DnsUpdateKeepsTheContractTest extends ChallengeResponderContract {
  @TempDir private Path files;
  private NameServer server;

  @BeforeEach
  void startServer() throws Exception {
    Optional<Path> program = NameServer.program();
    assumeTrue(program.isPresent(), "named is not installed (Debian package bind9)");
    server =
        NameServer.start(program.orElseThrow(), files, Map.of("example.org", "www IN A 127.0.0.1"));
  }

  @AfterEach
  void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected ChallengeResponderFactory<?> factory() {
    return new AcmePlugin().challengeResponders().get(2);
  }

  @Override
  protected java.lang.Record config() {
    return config(server.address(), NameServer.KEY, List.of());
  }

  private static DnsResponderConfig config(String address, String key, List<HostPort> check) {
    return new DnsResponderConfig(
        new DnsConfig(
            Optional.of(HostPort.parse(address)),
            Optional.of(
                new TsigConfig(NameServer.KEY_NAME, TsigAlgorithm.HMAC_SHA256, new Secret(key))),
            Optional.empty(),
            Duration.ofSeconds(60),
            Optional.empty(),
            check,
            Optional.empty(),
            Duration.ofSeconds(30)));
  }

  /** Another key than the server's. */
  @Override
  protected Optional<java.lang.Record> failingConfig() {
    return Optional.of(config(server.address(), "YW5vdGhlciBrZXk=", List.of()));
  }

  /** The other server never shows the record. */
  @Override
  protected Optional<java.lang.Record> hangingConfig() {
    return Optional.of(
        config(server.address(), NameServer.KEY, List.of(HostPort.parse("127.0.0.1:1"))));
  }

  @Override
  protected boolean isVisible(Challenge challenge) throws Exception {
    HostPort at = HostPort.parse(server.address());
    SimpleResolver resolver = new SimpleResolver(at.host());
    resolver.setPort(at.port());
    Name name = Name.fromString("_acme-challenge." + challenge.name() + ".");
    Message answer = resolver.send(Message.newQuery(Record.newRecord(name, Type.TXT, DClass.IN)));
    String value =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(challenge.keyAuthorization().getBytes(StandardCharsets.US_ASCII)));
    return answer.getSection(Section.ANSWER).stream()
        .filter(TXTRecord.class::isInstance)
        .anyMatch(record -> ((TXTRecord) record).getStrings().equals(List.of(value)));
  }
}
