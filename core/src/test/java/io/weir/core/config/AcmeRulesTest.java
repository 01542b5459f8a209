package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Section {@code acme}, and the names that servers list for it. */
class AcmeRulesTest {
  private static final String ACME = "acme.http_bind = \":8080\"\n";
  private static final String OTHER =
      "servers.other { bind = \":81\", discovery { kind = static, static_list = [\"a:1\"] } }\n";

  @Test
  void twoServersCannotHaveOneCertificateName() {
    assertThat(
            TestTypes.problems(
                ConfigFormat.HOCON,
                TestTypes.server("tls.acme_hosts = [a, b]")
                    + ACME
                    + OTHER
                    + "servers.other.tls.acme_hosts = [c, B]"))
        .containsExactly(
            "test.conf:8  servers.other.tls.acme_hosts: a list (expected: names that no other server"
                + " has; server \"web\" has \"b\")");
  }

  @Test
  void aServerMayListANameTwice() {
    assertThat(
            TestTypes.problems(
                ConfigFormat.HOCON, TestTypes.server("tls.acme_hosts = [a, A]") + ACME))
        .isEmpty();
  }

  @Test
  void namesAreOfNoUseWithoutTheSection() {
    assertThat(
            TestTypes.problems(
                ConfigFormat.HOCON, TestTypes.server("tls.acme_hosts = [a.example]")))
        .containsExactly(
            "test.conf:4  servers.web.tls.acme_hosts: a list (expected: nothing without section"
                + " `acme` at the top of the file)");
  }

  @Test
  void aSectionThatIsWrongIsNotMissedAsWell() {
    assertThat(
            TestTypes.problems(
                ConfigFormat.HOCON,
                TestTypes.server("tls.acme_hosts = [a.example]") + "acme.fallback = none"))
        .singleElement()
        .asString()
        .contains("acme.fallback: \"none\" (expected: one of refuse, self-signed)");
  }

  @ParameterizedTest
  @CsvSource({
    "a b, DNS names; \"a b\" is none",
    "'', DNS names; \"\" is none",
    "a..b, DNS names; \"a..b\" is none",
    "../x, DNS names; \"../x\" is none",
    "a.*.b, DNS names; \"a.*.b\" is none",
    "192.0.2.1, DNS names; \"192.0.2.1\" is none",
    "Bücher.example, 'DNS names; \"bücher.example\" is none, \"xn--bcher-kva.example\" is'",
    "*.example.org, no wildcards with `acme.challenge` `http`"
  })
  void namesAreDnsNames(String host, String expected) {
    assertThat(
            TestTypes.problems(
                ConfigFormat.HOCON, TestTypes.server("tls.acme_hosts = [\"" + host + "\"]") + ACME))
        .singleElement()
        .asString()
        .contains("servers.web.tls.acme_hosts: a list (expected: " + expected);
  }

  @Test
  void wildcardsGoWithDns() {
    assertThat(
            TestTypes.problems(
                ConfigFormat.HOCON,
                TestTypes.server("tls.acme_hosts = [\"*.example.org\", xn--bcher-kva.example]")
                    + "acme.challenge = dns"))
        .isEmpty();
  }

  @Test
  void aServerOnThePortOfTheChallengesIsNamed() {
    assertThat(TestTypes.problems(ConfigFormat.HOCON, TestTypes.server("") + "acme {}"))
        .containsExactly(
            "test.conf:2  servers.web.bind: \"127.0.0.1:80\" (expected: an address of its own;"
                + " acme.http_bind has this one)");
  }

  @ParameterizedTest
  @CsvSource({"sni", "dns"})
  void otherChallengesNeedNoPort(String challenge) {
    assertThat(
            TestTypes.problems(
                ConfigFormat.HOCON, TestTypes.server("") + "acme.challenge = " + challenge))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = ConfigFormat.class,
      names = {"TOML", "HOCON"})
  void keysOfIssuerAndChallengeStandBesideThoseOfCore(ConfigFormat format) {
    AcmeConfig acme =
        TestTypes.bind(
                format,
                """
                acme.challenge = "dns"
                acme.email = "a@example.org"
                acme.dns_server = "127.0.0.1:53"
                acme.fallback = "self-signed"
                acme.key_type = "rsa-2048"
                acme.store.path = "/x"
                """)
            .config()
            .acme()
            .orElseThrow();

    assertThat(acme.issuer().own())
        .isEqualTo(new TestTypes.Acme(Optional.empty(), Optional.of("a@example.org")));
    assertThat(acme.challenge().own()).isEqualTo(new TestTypes.Dns(Optional.of("127.0.0.1:53")));
    assertThat(acme.store().own()).isEqualTo(new TestTypes.Files(Optional.of(Path.of("/x"))));
    assertThat(acme.fallback()).isEqualTo(AcmeConfig.Fallback.SELF_SIGNED);
    assertThat(acme.keyType()).isEqualTo(AcmeConfig.KeyType.RSA_2048);
  }

  @Test
  void aKeyOfAnotherChallengeIsUnknown() {
    assertThat(TestTypes.problems(ConfigFormat.HOCON, "acme.dns_server = x"))
        .singleElement()
        .asString()
        .startsWith("test.conf:1  acme.dns_server: unknown key (expected: one of cache_dir,");
  }

  @Test
  void theCacheFolderIsThePathOfTheStore() {
    AcmeConfig acme =
        TestTypes.bind("acme { challenge = sni, cache_dir = /var/x }")
            .config()
            .acme()
            .orElseThrow();
    assertThat(acme.store().own()).isEqualTo(new TestTypes.Files(Optional.of(Path.of("/var/x"))));
    assertThat(acme.cacheDir()).contains(Path.of("/var/x"));
  }

  @Test
  void anEmptyCacheFolderIsNone() {
    AcmeConfig acme =
        TestTypes.bind("acme { challenge = sni, cache_dir = \"\" }").config().acme().orElseThrow();
    assertThat(acme.store().own()).isEqualTo(new TestTypes.Files(Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cache_dir = /x, store.path = /y    | the same as `store.path`, or only one
          cache_dir = /x, store.kind = consul | nothing with `store.kind` `consul`
          """)
  void aCacheFolderThatIsNotThePathIsNamed(String keys, String expected) {
    assertThat(TestTypes.problems(ConfigFormat.HOCON, "acme { challenge = sni, " + keys + " }"))
        .containsExactly("test.conf:1  acme.cache_dir: \"/x\" (expected: " + expected + ")");
  }

  @ParameterizedTest
  @CsvSource({"/tmp", "/var/tmp/acme", "/tmp/../tmp/x"})
  void aFolderOfEverybodysIsWarnedOf(String folder) {
    assertThat(
            TestTypes.bind("acme { challenge = sni, cache_dir = \"" + folder + "\" }").warnings())
        .singleElement()
        .asString()
        .contains("acme.cache_dir: \"" + folder + "\" is no place for private keys");
  }
}
