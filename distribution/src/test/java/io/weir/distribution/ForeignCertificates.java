package io.weir.distribution;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.weir.testkit.plugin.PluginJarBuilder;
import io.weir.testkit.process.WeirHome;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.encoders.Hex;

/**
 * A third party's plugin for certificates: an authority of its own, a responder that writes down
 * what it is asked, and a store in a folder.
 */
final class ForeignCertificates {
  private static final String ENTRY = "foreign.ForeignCertificates";

  private final Path folder;
  private final Path root;

  /**
   * An authority, and what the plugin keeps and writes down.
   *
   * @param folder all of it is there: orders and revocations a line each; an order waits while
   *     there is a file {@code wait}
   */
  ForeignCertificates(Path folder) throws Exception {
    this.folder = Files.createDirectory(folder);
    X509Bundle authority =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=Foreign Authority")
            .setIsCertificateAuthority(true)
            .setKeyUsage(true, CertificateBuilder.KeyUsage.keyCertSign)
            .buildSelfSigned();
    this.root = Files.writeString(folder.resolve("root.crt"), authority.getCertificatePEM());
    Files.write(folder.resolve("root.key"), authority.getKeyPair().getPrivate().getEncoded());
  }

  /**
   * Drops the plugin into a tarball.
   *
   * @param issuer what it calls its issuer
   * @param challenge what it calls its responder
   * @param store what it calls its store
   */
  static void dropInto(WeirHome home, String issuer, String challenge, String store)
      throws Exception {
    Path plugin = home.plugins().resolve("foreign");
    List<Class<?>> libraries =
        List.of(
            JcaX509v3CertificateBuilder.class,
            MiscObjectIdentifiers.class,
            GeneralName.class,
            BouncyCastleProvider.class,
            Hex.class);
    PluginJarBuilder jar =
        PluginJarBuilder.plugin("foreign")
            .provider(ENTRY)
            .source(
                ENTRY,
                SOURCE
                    .replace("ISSUER", issuer)
                    .replace("CHALLENGE", challenge)
                    .replace("STORE", store));
    libraries.forEach(jar::compiledAgainst);
    jar.write(plugin.resolve("foreign.jar"));
    for (Class<?> library : libraries) {
      Path source = locationOf(library);
      Path target = plugin.resolve(source.getFileName());
      if (!Files.exists(target)) {
        Files.copy(source, target);
      }
    }
  }

  private static Path locationOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Whom to trust. */
  Path root() {
    return root;
  }

  /** What it has written down, a line each. */
  List<String> lines(String file) throws IOException {
    Path path = folder.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path) : List.of();
  }

  /** Orders wait from now on. */
  void holdOrders() throws IOException {
    Files.createFile(folder.resolve("wait"));
  }

  /** They go on. */
  void letOrdersGo() throws IOException {
    Files.delete(folder.resolve("wait"));
  }

  /** Where the store keeps an entry. */
  Path entry(String name) {
    return folder.resolve("entries").resolve(name);
  }

  private static final String SOURCE =
      """
      package foreign;

      import io.weir.api.*;
      import io.weir.api.certificate.*;
      import java.io.ByteArrayInputStream;
      import java.math.BigInteger;
      import java.nio.channels.FileChannel;
      import java.nio.file.*;
      import java.security.KeyFactory;
      import java.security.PrivateKey;
      import java.security.PublicKey;
      import java.security.cert.CertificateFactory;
      import java.security.cert.X509Certificate;
      import java.security.spec.*;
      import java.time.*;
      import java.util.*;
      import javax.security.auth.x500.X500Principal;
      import org.bouncycastle.asn1.x509.*;
      import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
      import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

      public final class ForeignCertificates implements WeirPlugin {
        public record Authority(Path foreignFolder) {}
        public record Nothing() {}
        public record Shelf(Path folder) {}

        static void note(Path folder, String file, String line) throws Exception {
          Files.writeString(folder.resolve(file), line + "\\n",
              StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        @Override public List<CertificateIssuerFactory<?>> certificateIssuers() {
          return List.of(new CertificateIssuerFactory<Authority>() {
            @Override public String kind() { return "ISSUER"; }
            @Override public Class<Authority> configType() { return Authority.class; }
            @Override public CertificateIssuer create(Authority config, PluginContext context) {
              return new Issuer(config.foreignFolder());
            }
          });
        }

        static final class Issuer implements CertificateIssuer {
          private final Path folder;
          Issuer(Path folder) { this.folder = folder; }

          @Override public IssuedCertificate issue(
              List<String> names, CertificateKey key, Challenges challenges) throws Exception {
            note(folder, "orders", names.getFirst());
            try (Challenges.Published answer = challenges.publish(
                new Challenge(challenges.type(), names.getFirst(), "t0ken", "t0ken.thumb"))) {
              while (Files.exists(folder.resolve("wait"))) {
                Thread.sleep(20);
              }
            }
            X509Certificate root = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(Files.newInputStream(folder.resolve("root.crt")));
            PrivateKey rootKey = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(folder.resolve("root.key"))));
            PublicKey subject = KeyFactory.getInstance(key.algorithm())
                .generatePublic(new X509EncodedKeySpec(key.publicKey()));
            Instant now = Instant.now();
            byte[] der = new JcaX509v3CertificateBuilder(
                    root, new BigInteger(64, new Random()), Date.from(now.minusSeconds(60)),
                    Date.from(now.plus(Duration.ofDays(6))),
                    new X500Principal("CN=" + names.getFirst()), subject)
                .addExtension(Extension.subjectAlternativeName, false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, names.getFirst())))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(rootKey))
                .getEncoded();
            return new IssuedCertificate(List.of(der));
          }

          @Override public void revoke(StoredCertificate certificate, int reason) throws Exception {
            note(folder, "revocations", String.valueOf(reason));
          }
        }

        @Override public List<ChallengeResponderFactory<?>> challengeResponders() {
          return List.of(new ChallengeResponderFactory<Nothing>() {
            @Override public String kind() { return "CHALLENGE"; }
            @Override public Class<Nothing> configType() { return Nothing.class; }
            @Override public ChallengeResponder create(Nothing config, PluginContext context) {
              return new ChallengeResponder() {
                @Override public String type() { return "foreign-01"; }
                @Override public void present(Challenge challenge, ChallengePublisher publisher) {
                  if (kind().equals("http")) {
                    publisher.http(path(challenge), challenge.keyAuthorization().getBytes());
                  }
                  context.logger().info("presented {}", challenge.name());
                }
                private String path(Challenge challenge) {
                  return "/.well-known/acme-challenge/" + challenge.token();
                }
                @Override public void cleanUp(Challenge challenge, ChallengePublisher publisher) {
                  publisher.removeHttp(path(challenge));
                  context.logger().info("cleaned up {}", challenge.name());
                }
              };
            }
          });
        }

        @Override public List<CertificateStoreFactory<?>> certificateStores() {
          return List.of(new CertificateStoreFactory<Shelf>() {
            @Override public String kind() { return "STORE"; }
            @Override public Class<Shelf> configType() { return Shelf.class; }
            @Override public CertificateStore create(Shelf config, PluginContext context) {
              return new Store(config.folder());
            }
          });
        }

        static final class Store implements CertificateStore {
          private final Path folder;
          Store(Path folder) { this.folder = folder; }

          private Path path(String name) {
            return folder.resolve("entries").resolve(name);
          }

          @Override public Optional<byte[]> load(String name) throws Exception {
            Path path = path(name);
            return Files.exists(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
          }

          @Override public void save(String name, byte[] value) throws Exception {
            Path path = path(name);
            Files.createDirectories(path.getParent());
            Path next = path.resolveSibling(path.getFileName() + ".next");
            Files.write(next, value);
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
          }

          @Override public void delete(String name) throws Exception {
            Files.deleteIfExists(path(name));
          }

          @Override public Lock lock(String name, Duration lease) throws Exception {
            FileChannel channel = FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            java.nio.channels.FileLock lock = null;
            while (lock == null) {
              try {
                lock = channel.tryLock();
              } catch (java.nio.channels.OverlappingFileLockException e) {
                // This process has it for another name.
              }
              if (lock == null) {
                Thread.sleep(20);
              }
            }
            return channel::close;
          }
        }
      }
      """;
}
