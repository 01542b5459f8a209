package io.weir.api.snippets;

import io.weir.api.PluginContext;
import io.weir.api.certificate.CertificateIssuer;
import io.weir.api.certificate.CertificateIssuerFactory;
import io.weir.api.certificate.CertificateKey;
import io.weir.api.certificate.Challenges;
import io.weir.api.certificate.IssuanceException;
import io.weir.api.certificate.IssuedCertificate;
import io.weir.api.config.CommandLine;
import io.weir.api.config.Doc;
import io.weir.api.process.Program;
import io.weir.api.process.ProgramResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

// @start region="issuer"
/** Has a program sign: it gets the public key and the names, and prints the chain in PEM. */
final class ProgramIssuer implements CertificateIssuer {
  private static final int LONGEST_CHAIN = 100_000;

  private final List<String> command;

  private ProgramIssuer(List<String> command) {
    this.command = command;
  }

  /** Is selected by {@code acme { issuer = program, program_command = [...] }}. */
  static final class Factory implements CertificateIssuerFactory<Config> {
    @Override
    public String kind() {
      return "program";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public CertificateIssuer create(Config config, PluginContext context) {
      return new ProgramIssuer(config.programCommand().words());
    }
  }

  record Config(@Doc("The program that signs, and its arguments.") CommandLine programCommand) {}

  /** This authority wants no proof, so it does not need the challenges. */
  @Override
  public IssuedCertificate issue(List<String> names, CertificateKey key, Challenges challenges)
      throws IssuanceException, IOException, InterruptedException, CertificateException {
    List<String> words = new ArrayList<>(command);
    words.add(Base64.getEncoder().encodeToString(key.publicKey()));
    words.addAll(names);
    ProgramResult result = new Program(words, LONGEST_CHAIN).run();
    if (!result.succeeded()) {
      throw new IssuanceException("the program refuses: " + result.reason(), null);
    }
    List<byte[]> chain = new ArrayList<>();
    byte[] pem = result.output().getBytes(StandardCharsets.US_ASCII);
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(pem))) {
      chain.add(certificate.getEncoded());
    }
    return new IssuedCertificate(chain);
  }
}
// @end
