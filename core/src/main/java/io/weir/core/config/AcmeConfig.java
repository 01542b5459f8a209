package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.HostPort;
import io.weir.api.config.Name;
import java.nio.file.Path;
import java.util.Optional;

/** Section {@code acme}. The keys of the chosen issuer and challenge stand in it too. */
public record AcmeConfig(
    @Doc("Who issues certificates; its own keys stand beside this one.")
        @ExtensionPoint(
            value = ExtensionKind.CERTIFICATE_ISSUER,
            selectedBy = "./issuer",
            otherwise = "acme")
        ExtensionSection<NoKeys> issuer,
    @Doc("How control over a name is proven; its own keys stand beside this one.")
        @ExtensionPoint(
            value = ExtensionKind.CHALLENGE_RESPONDER,
            selectedBy = "./challenge",
            otherwise = AcmeConfig.HTTP)
        ExtensionSection<NoKeys> challenge,
    @Doc("Where challenges of `http` are answered; weir listens there while that is the challenge.")
        @Default("0.0.0.0:80")
        HostPort httpBind,
    @Doc(
            "Whether whoever asks for anything else there is sent on to `https://` with the same"
                + " host and path; answered with 404 otherwise.")
        @Default("false")
        boolean httpRedirect,
    @Doc("gobetween's name for `store.path` of store `file`; a private folder if left out.")
        Optional<Path> cacheDir,
    @Doc(
            "What clients get for a name that has no certificate yet: `refuse`, the TLS alert"
                + " unrecognized_name, or `self-signed`, a certificate that nobody trusts.")
        @Default("refuse")
        Fallback fallback,
    @Doc("The kind of the certificates' keys.") @Default("ecdsa-p256") KeyType keyType,
    @Doc("Where certificates and accounts are kept.")
        @ExtensionPoint(value = ExtensionKind.CERTIFICATE_STORE, otherwise = AcmeConfig.FILE)
        ExtensionSection<NoKeys> store) {
  static final String HTTP = "http";
  static final String SNI = "sni";
  static final String FILE = "file";

  /** What clients get for a name that has no certificate yet. */
  public enum Fallback {
    /** The alert {@code unrecognized_name}. */
    REFUSE,
    /** A certificate that nobody trusts. */
    @Name("self-signed")
    SELF_SIGNED
  }

  /** The kind of a certificate's key. */
  public enum KeyType {
    /** ECDSA on the curve P-256. */
    @Name("ecdsa-p256")
    ECDSA_P256,
    /** ECDSA on the curve P-384. */
    @Name("ecdsa-p384")
    ECDSA_P384,
    /** RSA with 2048 bits. */
    @Name("rsa-2048")
    RSA_2048,
    /** RSA with 4096 bits. */
    @Name("rsa-4096")
    RSA_4096
  }

  /** Whether the same plugins are to do the same. */
  public boolean madeByTheSame(AcmeConfig other) {
    return issuer.makesTheSame(other.issuer)
        && challenge.makesTheSame(other.challenge)
        && store.makesTheSame(other.store);
  }

  /** Whether weir itself listens for requests on {@code http_bind}. */
  public boolean listensForHttp() {
    return challenge.kind().equals(HTTP);
  }
}
