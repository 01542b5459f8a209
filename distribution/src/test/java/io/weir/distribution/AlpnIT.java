package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.process.WeirProcess;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import io.weir.testkit.tls.TlsBackend;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Application protocols that OpenSSL agrees on with weir, and weir with its backends. */
class AlpnIT extends SystemTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final String NAME = "web.example";
  private static final Pattern AGREED = Pattern.compile("ALPN protocol: (\\S+)");

  private Path ca;
  private PemFiles web;

  @BeforeEach
  void makeCertificates() throws Exception {
    ca = AUTHORITY.writeRoot(folder);
    web = TestAuthority.write(folder, "web", AUTHORITY.issue(NAME));
  }

  private WeirProcess weir(String keys) throws Exception {
    return startServer(
        "protocol = tls\ntls { cert_path = \"%s\", key_path = \"%s\" }\n"
                .formatted(web.certificate(), web.key())
            + keys);
  }

  private String shakeHands(WeirProcess weir, String version, String protocols) throws Exception {
    return OpenSsl.shakeHands(weir.port("web"), ca, NAME, version, "-alpn", protocols);
  }

  private static String agreed(String output) {
    Matcher matcher = AGREED.matcher(output);
    return matcher.find() ? matcher.group(1) : output;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -tls1_3 | http/1.1,h2 | h2
          -tls1_2 | http/1.1,h2 | h2
          -tls1_3 | gopher      | alert no application protocol
          -tls1_2 | gopher      | alert no application protocol
          """)
  void theFixedListDecides(String version, String offered, String agreed) throws Exception {
    try (var backend = TestBackend.named("a");
        WeirProcess weir = weir("tls.alpn = [h2, \"http/1.1\"]\n" + staticList(backend))) {
      assertThat(agreed(shakeHands(weir, version, offered))).contains(agreed);
    }
  }

  @Test
  void whatTheBackendChoosesIsAnswered() throws Exception {
    try (var backend =
            TlsBackend.with(
                AUTHORITY,
                AUTHORITY.issue(
                    TestAuthority.builder("backend").addSanIpAddress("127.0.0.1").ecp256()),
                "http/1.1",
                "h2");
        WeirProcess weir =
            weir(
                """
                tls.alpn = passthrough
                backends_tls.root_ca_cert_path = "%s"
                %s
                """
                    .formatted(ca, staticLines(backend.address())))) {
      assertThat(agreed(shakeHands(weir, "-tls1_3", "h2,http/1.1"))).isEqualTo("http/1.1");
      assertThat(agreed(shakeHands(weir, "-tls1_2", "h2"))).isEqualTo("h2");
      assertThat(shakeHands(weir, "-tls1_3", "gopher")).contains("alert no application protocol");
    }
  }
}
