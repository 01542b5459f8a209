package io.weir.testkit.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.weir.core.certificate.CertificateTable;
import io.weir.core.certificate.CertificateTable.Entry;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which certificate is found for which name. */
class CertificateTableTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();

  private static final CertificateTable<String> TABLE =
      CertificateTable.of(
          List.of(
              new Entry<>(certificate("default.example"), "default"),
              new Entry<>(certificate("a.example", "www.a.example"), "a"),
              new Entry<>(certificate("*.a.example"), "any a"),
              new Entry<>(certificate("*.deep.a.example", "UPPER.example"), "deep"),
              new Entry<>(certificate("www.a.example", "*.a.example", "late.example"), "late"),
              new Entry<>(
                  AUTHORITY
                      .issue(new CertificateBuilder().subject("CN=Common.example, O=x").ecp256())
                      .getCertificate(),
                  "common")));

  private static X509Certificate certificate(String... names) {
    return AUTHORITY.issue(names).getCertificate();
  }

  @ParameterizedTest
  @CsvSource({
    "default.example, default",
    "'', default",
    "nobody.example, default",
    "a.example, a",
    "www.a.example, a",
    "other.a.example, any a",
    "x.y.a.example, default",
    "deep.a.example, any a",
    "x.deep.a.example, deep",
    "upper.example, deep",
    "late.example, late",
    "common.example, common",
    "example, default",
    ".a.example, default",
    "*.a.example, any a",
    "x.a.exampl, default",
    "x.a.example.com, default",
    "x., default"
  })
  void theNarrowestIsFoundAndTheFirstOfEquals(String name, String found) {
    assertThat(TABLE.find(name)).isEqualTo(found);
  }

  @Test
  void manyWildcardsAreToldApart() {
    X509Certificate any = certificate("default.example");
    List<Entry<String>> entries = new ArrayList<>(List.of(new Entry<>(any, "default")));
    for (int i = 0; i < 40; i++) {
      String parent = "x".repeat(i % 7) + i + ".example";
      entries.add(new Entry<>(certificate("*." + parent), parent));
    }
    CertificateTable<String> table = CertificateTable.of(entries);

    for (Entry<String> entry : entries.subList(1, entries.size())) {
      assertThat(table.find("www." + entry.value())).isEqualTo(entry.value());
      assertThat(table.find(entry.value())).isEqualTo("default");
      assertThat(table.find("www." + entry.value() + "x")).isEqualTo("default");
    }
  }
}
