package io.weir.plugin.builtin.health;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.web.ClientTls;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys of {@code servers.X.healthcheck} for kind {@code smtp}. */
public record SmtpConfig(
    @Doc(
            "Whether TLS is spoken: `none`, `starttls` (RFC 3207, asked for in the clear), or `implicit`"
                + " from the first byte on.")
        @Default("none")
        Tls smtpTls,
    @Doc("The name by which weir introduces itself.") @Default("localhost") String smtpEhlo,
    @Doc("A file of CAs in PEM that alone are trusted; the system's CAs if left out.")
        Optional<Path> smtpTlsCacertPath,
    @Doc("A client certificate that is shown to the server: its chain in PEM.")
        Optional<Path> smtpTlsCertPath,
    @Doc("Its private key in PEM, without a password.") Optional<Path> smtpTlsKeyPath,
    @Doc("Takes whatever certificate the server shows.") @Default("false")
        boolean smtpTlsIgnoreVerify) {
  private static final Pattern DOMAIN = Pattern.compile("[0-9A-Za-z._-]{1,255}|\\[[0-9A-Za-z.:]+]");

  /** Checks what is sent, and what belongs together. */
  public SmtpConfig {
    if (!DOMAIN.matcher(smtpEhlo).matches()) {
      throw new InvalidConfigException("smtp_ehlo", "a host name, or an address in brackets");
    }
    ClientTls files = tls(smtpTlsCacertPath, smtpTlsCertPath, smtpTlsKeyPath);
    if (smtpTls == Tls.NONE) {
      String expected = "nothing, unless smtp_tls is starttls or implicit";
      files.requireNoFiles(expected);
      if (smtpTlsIgnoreVerify) {
        throw new InvalidConfigException("smtp_tls_ignore_verify", expected);
      }
    }
  }

  /** Whether TLS is spoken. */
  public enum Tls {
    /** It is not. */
    NONE,
    /** After the greeting, by the command of that name. */
    STARTTLS,
    /** From the first byte on. */
    IMPLICIT
  }

  /** Whom it trusts, and as whom it shows itself. */
  ClientTls tls() {
    ClientTls tls = tls(smtpTlsCacertPath, smtpTlsCertPath, smtpTlsKeyPath);
    return smtpTlsIgnoreVerify ? tls.unverified() : tls;
  }

  private static ClientTls tls(Optional<Path> cacert, Optional<Path> cert, Optional<Path> key) {
    return ClientTls.ofKeys("smtp_tls_", cacert, cert, key);
  }
}
