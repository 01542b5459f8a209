package io.weir.testkit.tls;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority that exists for one test. */
public final class TestAuthority {
  private static final char[] NO_PASSWORD = {};
  private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
  private static final int SEQUENCE = 0x30;
  private static final int DNS_NAME = 0x82;

  private final X509Bundle root;

  /** Made once: each time it takes a password's key derivation, longer than a handshake. */
  private final TrustManager[] trusted;

  private TestAuthority(X509Bundle root) {
    this.root = root;
    this.trusted = root.toTrustManagerFactory().getTrustManagers();
  }

  /** Makes one. */
  public static TestAuthority create() {
    return new TestAuthority(
        made(() ->
            new CertificateBuilder()
                .ecp256()
                .subject("CN=Test Authority, O=weir")
                .setIsCertificateAuthority(true)
                .setKeyUsage(
                    true,
                    CertificateBuilder.KeyUsage.keyCertSign,
                    CertificateBuilder.KeyUsage.cRLSign)
                .buildSelfSigned()));
  }

  /** A certificate for some DNS names, with a P-256 key; the first is its common name too. */
  public X509Bundle issue(String... names) {
    return issue(builder(names).ecp256());
  }

  /** A certificate for some DNS names, with an RSA key. */
  public X509Bundle issueRsa(String... names) {
    return issue(builder(names).rsa2048());
  }

  /** Any other certificate. */
  public X509Bundle issue(CertificateBuilder builder) {
    return made(() -> builder.buildIssuedBy(root));
  }

  /** What {@link #issue(String...)} begins with. Names may be wildcards. */
  public static CertificateBuilder builder(String... names) {
    CertificateBuilder builder = new CertificateBuilder().subject("CN=" + names[0]);
    if (Arrays.stream(names).anyMatch(name -> name.startsWith("*"))) {
      return builder.addExtensionOctetString(SUBJECT_ALTERNATIVE_NAME, false, alternatives(names));
    }
    for (String name : names) {
      builder.addSanDnsName(name);
    }
    return builder;
  }

  /** By hand, as the builder knows no wildcards: a DER sequence of dNSName (RFC 5280, 4.2.1.6). */
  private static byte[] alternatives(String... names) {
    ByteArrayOutputStream sequence = new ByteArrayOutputStream();
    for (String name : names) {
      put(sequence, DNS_NAME, name.getBytes(StandardCharsets.US_ASCII));
    }
    ByteArrayOutputStream extension = new ByteArrayOutputStream();
    put(extension, SEQUENCE, sequence.toByteArray());
    return extension.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, int tag, byte[] content) {
    out.write(tag);
    if (content.length > 0xff) {
      out.write(0x82);
      out.write(content.length >> 8);
    } else if (content.length > 0x7f) {
      out.write(0x81);
    }
    out.write(content.length);
    out.writeBytes(content);
  }

  /** The authority's own certificate and key. */
  public X509Bundle root() {
    return root;
  }

  /** Writes a chain and its key as {@code NAME.crt} and {@code NAME.key}; each is there at once. */
  public static PemFiles write(Path folder, String name, X509Bundle bundle) throws IOException {
    return new PemFiles(
        replace(folder.resolve(name + ".crt"), bundle.getCertificatePathPEM()),
        replace(folder.resolve(name + ".key"), bundle.getPrivateKeyPEM()));
  }

  /** Writes the authority's own certificate. */
  public Path writeRoot(Path folder) throws IOException {
    return replace(folder.resolve("ca.crt"), root.getCertificatePEM());
  }

  /**
   * Writes a list of the certificates that count no more, valid until tomorrow; it is there at
   * once.
   */
  public Path writeRevoked(Path file, X509Bundle... revoked) throws IOException {
    Instant now = Instant.now();
    JcaX509v2CRLBuilder list =
        new JcaX509v2CRLBuilder(root.getCertificate(), Date.from(now.minus(1, HOURS)));
    list.setNextUpdate(Date.from(now.plus(1, DAYS)));
    for (X509Bundle bundle : revoked) {
      list.addCRLEntry(bundle.getCertificate().getSerialNumber(), Date.from(now), 0);
    }
    try {
      byte[] encoded =
          list.build(
                  new JcaContentSignerBuilder("SHA256withECDSA")
                      .build(root.getKeyPair().getPrivate()))
              .getEncoded();
      return replace(
          file,
          "-----BEGIN X509 CRL-----\n%s\n-----END X509 CRL-----\n"
              .formatted(Base64.getMimeEncoder().encodeToString(encoded)));
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a file; the text is there at once or not at all, so that who watches sees no half. */
  public static Path replace(Path file, String content) throws IOException {
    Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), content);
    return Files.move(
        next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** For clients and servers that trust this authority. */
  public SSLContext context() {
    return context(new KeyManager[0]);
  }

  /** For clients and servers that trust this authority and have a certificate of their own. */
  public SSLContext context(X509Bundle own) {
    return context(keyManagers(own));
  }

  /** A server on a free port of loopback that has a certificate and trusts this authority. */
  public SSLServerSocket listening(X509Bundle own) throws IOException {
    return (SSLServerSocket)
        context(own)
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private SSLContext context(KeyManager[] keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trusted, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyManager[] keyManagers(X509Bundle own) {
    try {
      KeyStore store = own.toKeyStore(NO_PASSWORD);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, NO_PASSWORD);
      return keys.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Making {
    X509Bundle make() throws Exception;
  }

  private static X509Bundle made(Making making) {
    try {
      return making.make();
    } catch (Exception e) {
      throw new IllegalStateException("cannot make a certificate", e);
    }
  }
}
