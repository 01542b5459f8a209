package io.weir.testkit.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.X509Bundle;
import io.weir.core.certificate.CertificateFileException;
import io.weir.core.certificate.CertificateFiles;
import io.weir.core.certificate.CertificateRegistry;
import io.weir.core.certificate.CertificateStatus;
import io.weir.core.certificate.FilePair;
import io.weir.core.certificate.KeyedChain;
import io.weir.testkit.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real files that change in every way in which certificates' files do. */
@Timeout(60)
class CertificateFilesTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final Duration PAUSE = Duration.ofMillis(10);

  @TempDir Path folder;

  private CertificateRegistry<X509Certificate> open(List<FilePair> named, @Nullable Path more)
      throws CertificateFileException {
    return CertificateRegistry.open(
        "servers.web.tls",
        List.of(new CertificateFiles("servers.web.tls", named, more, PAUSE)),
        KeyedChain::certificate);
  }

  private static FilePair pair(PemFiles files) {
    return new FilePair(files.certificate(), files.key());
  }

  private static X509Bundle issue() {
    return AUTHORITY.issue("web.example");
  }

  private static void awaitUse(CertificateRegistry<X509Certificate> registry, X509Bundle bundle) {
    awaitUse(registry, "web.example", bundle);
  }

  private static void awaitUse(
      CertificateRegistry<X509Certificate> registry, String name, X509Bundle bundle) {
    await().untilAsserted(() -> assertThat(registry.find(name)).isEqualTo(bundle.getCertificate()));
  }

  private static void link(Path link, Path target) throws IOException {
    Path next = link.resolveSibling(link.getFileName() + ".next");
    Files.createSymbolicLink(next, target);
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void filesThatAreReplacedByRenameAreTakenUp() throws Exception {
    PemFiles files = TestAuthority.write(folder, "web", issue());
    try (var registry = open(List.of(pair(files)), null)) {
      for (int i = 0; i < 3; i++) {
        X509Bundle next = issue();
        TestAuthority.write(folder, "web", next);
        awaitUse(registry, next);
      }
    }
  }

  @Test
  void filesThatAreOverwrittenInPlaceAreTakenUp() throws Exception {
    PemFiles files = TestAuthority.write(folder, "web", issue());
    try (var registry = open(List.of(pair(files)), null)) {
      X509Bundle next = issue();
      Files.writeString(files.key(), next.getPrivateKeyPEM());
      Files.writeString(files.certificate(), next.getCertificatePathPEM());
      awaitUse(registry, next);
    }
  }

  /** As certbot does it: each file is a link into an archive. */
  @Test
  void linksThatLeadElsewhereAreTakenUp() throws Exception {
    Path live = Files.createDirectory(folder.resolve("live"));
    Path archive = Files.createDirectory(folder.resolve("archive"));
    PemFiles first = TestAuthority.write(archive, "web1", issue());
    link(live.resolve("web.crt"), first.certificate());
    link(live.resolve("web.key"), first.key());
    try (var registry = open(List.of(), live)) {
      X509Bundle next = issue();
      PemFiles second = TestAuthority.write(archive, "web2", next);
      link(live.resolve("web.crt"), second.certificate());
      link(live.resolve("web.key"), second.key());
      awaitUse(registry, next);
    }
  }

  /** As Kubernetes does it: the files are links through a link to a folder, which is exchanged. */
  @Test
  void aFolderBehindALinkThatIsExchangedIsTakenUp() throws Exception {
    X509Bundle first = issue();
    TestAuthority.write(Files.createDirectory(folder.resolve("..2026_1")), "tls", first);
    link(folder.resolve("..data"), Path.of("..2026_1"));
    link(folder.resolve("tls.crt"), Path.of("..data/tls.crt"));
    link(folder.resolve("tls.key"), Path.of("..data/tls.key"));
    try (var registry = open(List.of(), folder)) {
      assertThat(registry.find("web.example")).isEqualTo(first.getCertificate());
      assertThat(registry.all()).hasSize(1);

      X509Bundle next = issue();
      TestAuthority.write(Files.createDirectory(folder.resolve("..2026_2")), "tls", next);
      link(folder.resolve("..data"), Path.of("..2026_2"));
      awaitUse(registry, next);
    }
  }

  @Test
  void whatCannotBeUsedIsRefusedOnceWithFileAndReasonAndTheOldOneStays() throws Exception {
    X509Bundle first = issue();
    PemFiles files = TestAuthority.write(folder, "web", first);
    try (CapturedLog log = new CapturedLog("io.weir.core.certificate");
        var registry = open(List.of(pair(files)), null)) {
      TestAuthority.replace(files.key(), issue().getPrivateKeyPEM());
      await().until(() -> log.warnings().size() == 1);
      assertThat(log.warnings().getLast())
          .startsWith("servers.web.tls: certificate file \"" + files.key() + "\"")
          .contains("(expected: the private key of " + files.certificate() + ")")
          .endsWith("the one before stays");

      TestAuthority.replace(files.certificate(), "garbage");
      await().until(() -> log.warnings().size() == 2);
      assertThat(log.warnings().getLast())
          .contains("\"" + files.certificate() + "\" (expected: a certificate chain in PEM)");

      String whole = issue().getCertificatePathPEM();
      TestAuthority.replace(files.certificate(), whole.substring(0, whole.length() - 80));
      await().until(() -> log.warnings().size() == 3);
      assertThat(log.warnings().getLast()).contains("a certificate chain in PEM");

      Files.delete(files.certificate());
      await().until(() -> log.warnings().size() == 4);
      assertThat(log.warnings().getLast()).contains("a file; there is none of that name");
      assertThat(registry.find("web.example")).isEqualTo(first.getCertificate());

      X509Bundle next = issue();
      TestAuthority.write(folder, "web", next);
      awaitUse(registry, next);
    }
  }

  @Test
  void whatTheEngineRefusesLeavesTheOldOne() throws Exception {
    X509Bundle first = issue();
    PemFiles files = TestAuthority.write(folder, "web", first);
    try (CapturedLog log = new CapturedLog("io.weir.core.certificate");
        var registry =
            CertificateRegistry.open(
                "servers.web.tls",
                List.of(new CertificateFiles("servers.web.tls", List.of(pair(files)), null, PAUSE)),
                chain -> {
                  if (chain.certificate().equals(first.getCertificate())) {
                    return chain.certificate();
                  }
                  throw new IllegalArgumentException("not of this kind");
                })) {
      TestAuthority.write(folder, "web", issue());
      await().until(() -> log.warnings().size() == 1);
      assertThat(log.warnings().getFirst())
          .contains(files.certificate() + " cannot be used; the one before stays: not of this");
      assertThat(registry.find("web.example")).isEqualTo(first.getCertificate());
    }
  }

  @Test
  void anExpiredOneIsWarnedAboutAndUsed() throws Exception {
    Instant past = Instant.now().minus(3, ChronoUnit.DAYS);
    X509Bundle expired =
        AUTHORITY.issue(
            TestAuthority.builder("web.example")
                .ecp256()
                .notBefore(past.minus(1, ChronoUnit.DAYS))
                .notAfter(past));
    PemFiles files = TestAuthority.write(folder, "web", issue());
    try (CapturedLog log = new CapturedLog("io.weir.core.certificate");
        var registry = open(List.of(pair(files)), null)) {
      TestAuthority.write(folder, "web", expired);
      awaitUse(registry, expired);
      await().until(() -> !log.warnings().isEmpty());
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains(files.certificate() + " has expired, on ");
    }
  }

  @Test
  void aFolderGivesOneForEachPairAndLosesThoseThatAreTakenAway() throws Exception {
    X509Bundle plain = AUTHORITY.issue("a.example");
    X509Bundle pem = AUTHORITY.issue("b.example");
    X509Bundle both = AUTHORITY.issue("c.example");
    PemFiles a = TestAuthority.write(folder, "a", plain);
    Files.writeString(folder.resolve("b.pem"), pem.getCertificatePathPEM());
    Files.writeString(folder.resolve("b.key"), pem.getPrivateKeyPEM());
    Files.writeString(
        folder.resolve("c.pem"), both.getPrivateKeyPEM() + both.getCertificatePathPEM());
    Files.writeString(folder.resolve("notes.txt"), "none");
    Files.writeString(folder.resolve("lone.key"), "none");
    Files.writeString(folder.resolve("bad.crt"), "none");
    Files.createDirectory(folder.resolve("d.crt"));
    try (CapturedLog log = new CapturedLog("io.weir.core.certificate");
        var registry = open(List.of(), folder)) {
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("bad.crt", "left out until it is mended");
      assertThat(registry.all())
          .extracting(CertificateStatus::names)
          .containsExactly(List.of("a.example"), List.of("b.example"), List.of("c.example"));
      assertThat(registry.find("")).isEqualTo(plain.getCertificate());
      assertThat(registry.find("c.example")).isEqualTo(both.getCertificate());

      X509Bundle mended = AUTHORITY.issue("bad.example");
      TestAuthority.write(folder, "bad", mended);
      awaitUse(registry, "bad.example", mended);
      assertThat(registry.all()).hasSize(4);

      Files.delete(a.certificate());
      Files.delete(a.key());
      awaitUse(registry, "a.example", pem);
      assertThat(registry.all()).hasSize(3);
    }
  }

  @Test
  void aFolderThatIsAwayForAWhileChangesNothing() throws Exception {
    Path certificates = Files.createDirectory(folder.resolve("certificates"));
    X509Bundle first = issue();
    TestAuthority.write(certificates, "web", first);
    Path other = Files.createDirectory(folder.resolve("other"));
    PemFiles beside = TestAuthority.write(other, "beside", issue());
    try (var registry = open(List.of(pair(beside)), certificates)) {
      Files.move(certificates, folder.resolve("away"));
      // The pair beside it is looked at after the folder, so both have been by then.
      for (int i = 0; i < 3; i++) {
        X509Bundle next = AUTHORITY.issue("beside.example");
        TestAuthority.write(other, "beside", next);
        awaitUse(registry, "beside.example", next);
      }
      assertThat(registry.find("web.example")).isEqualTo(first.getCertificate());
    }
  }

  @Test
  void whatHasToBeThereStopsTheStart() throws Exception {
    PemFiles files = TestAuthority.write(folder, "web", issue());
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThatThrownBy(
            () -> open(List.of(new FilePair(files.certificate(), folder.resolve("none"))), null))
        .isInstanceOf(CertificateFileException.class)
        .hasMessageContaining("none\" (expected: a file; there is none of that name)");
    assertThatThrownBy(() -> open(List.of(), empty))
        .isInstanceOf(CertificateFileException.class)
        .hasMessageContaining("a folder with a certificate and its key");
    assertThatThrownBy(() -> open(List.of(), folder.resolve("nowhere")))
        .isInstanceOf(CertificateFileException.class)
        .hasMessageContaining("a folder that weir may read");
  }
}
