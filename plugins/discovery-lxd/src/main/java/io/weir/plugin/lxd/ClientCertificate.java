package io.weir.plugin.lxd;

import io.weir.api.config.InvalidConfigException;
import io.weir.api.web.ClientTls;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * What weir shows itself by: {@code client.crt} and {@code client.key}, as LXD's client has them.
 */
final class ClientCertificate {
  private static final String KEY = "lxd_config_directory";

  /** LXD's own client takes ten years, too: whoever trusts it has to do so by hand. */
  private static final Duration LIFE = Duration.ofDays(3650);

  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);
  private static final int SERIAL_BITS = 128;

  /** Servers that use one folder make one certificate. */
  private static final Object MAKING = new Object();

  private ClientCertificate() {}

  /**
   * Finds it, or makes it.
   *
   * @param now the time from which a new one is valid
   * @throws InvalidConfigException if there is none and none is to be made, or it cannot be made
   */
  static ClientTls in(Path folder, boolean generated, Instant now) {
    Path certificate = folder.resolve("client.crt");
    Path key = folder.resolve("client.key");
    synchronized (MAKING) {
      if (!Files.exists(certificate) && !Files.exists(key)) {
        if (!generated) {
          throw new InvalidConfigException(
              KEY, "a folder with client.crt and client.key, or lxd_generate_client_certs");
        }
        make(certificate, key, now);
      }
    }
    return new ClientTls(
        Optional.empty(),
        Optional.of(new io.weir.api.web.PemFile(KEY, certificate)),
        Optional.of(new io.weir.api.web.PemFile(KEY, key)),
        true);
  }

  private static void make(Path certificate, Path key, Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp384r1"));
      KeyPair pair = generator.generateKeyPair();
      byte[] encoded = signed(pair, now).getEncoded();
      PemFile.write(key, PemFile.text("PRIVATE KEY", pair.getPrivate().getEncoded()), true);
      PemFile.write(certificate, PemFile.text("CERTIFICATE", encoded), false);
    } catch (IOException e) {
      throw new InvalidConfigException(KEY, "a folder that weir may write to: " + e.getMessage());
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("this Java makes no certificates", e);
    }
  }

  private static X509CertificateHolder signed(KeyPair pair, Instant now)
      throws OperatorCreationException, IOException {
    X500Name name = new X500Name("O=weir,CN=weir");
    return new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0),
            Date.from(now.minus(CLOCKS_DIFFER)),
            Date.from(now.plus(LIFE)),
            name,
            pair.getPublic())
        .addExtension(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))
        .build(new JcaContentSignerBuilder("SHA384withECDSA").build(pair.getPrivate()));
  }
}
