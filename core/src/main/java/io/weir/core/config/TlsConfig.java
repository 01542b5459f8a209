package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Section {@code servers.X.tls}. */
public record TlsConfig(
    @Doc("The certificate chain, PEM; the one for clients that ask for no name, or an unknown one.")
        Optional<Path> certPath,
    @Doc("The private key, PEM.") Optional<Path> keyPath,
    @Doc("More certificates, each for the names that are in it.")
        List<CertificatePair> certificates,
    @Doc(
            "A folder of more: NAME.crt or NAME.pem with NAME.key, or with the key in the same"
                + " file.")
        Optional<Path> certificatesFolder,
    @Doc("Names whose certificates are obtained by ACME.") List<String> acmeHosts,
    @Doc(
            "Whether clients are asked for a certificate; with `request` they may have none, with"
                + " `require` they may not.")
        @Default("none")
        ClientAuth clientAuth,
    @Doc("The CAs that sign certificates of clients, PEM; goes with `client_auth`.")
        Optional<Path> clientCaCertPath,
    @Doc(
            "Which certificates of clients are revoked, PEM or DER: a list for each CA between"
                + " them and the trusted one, which included.")
        Optional<Path> clientCrlPath,
    @Doc("Versions and ciphers in one word, in place of the three keys below.")
        Optional<TlsProfile> profile,
    @Doc("The lowest version spoken; `tls1.2` if left out.") Optional<TlsVersion> minVersion,
    @Doc("The highest version spoken; `tls1.3` if left out.") Optional<TlsVersion> maxVersion,
    @Doc(
            "Cipher suites of TLS 1.2 and below by their IANA names, the best first; the engine's"
                + " choice if left out.")
        List<String> ciphers,
    @Doc("Whether the order of `ciphers` decides and not the client's; TLS 1.2 and below.")
        @Default("true")
        boolean preferServerCiphers,
    @Doc("Whether clients may resume sessions by ticket.") @Default("false") boolean sessionTickets,
    @Doc(
            "Keys of these tickets that several nodes share: a line for each with 48 random bytes in"
                + " base64, the first of them for new tickets; keys of the engine's own if left"
                + " out.")
        Optional<Path> sessionTicketKeys,
    @Doc(
            "Application protocols (ALPN), the best first; with `passthrough` what the client offers"
                + " is offered to the backend, and what that chooses is answered.")
        Optional<Alpn> alpn,
    @Doc("How long a client's hello and handshake may take together; 0 means for ever.")
        @Default("10s")
        Duration handshakeTimeout) {

  /** Whether clients have to say who they are. */
  public enum ClientAuth {
    /** They are not asked. */
    NONE,
    /** They are asked, and may have no certificate; one that they have has to be good. */
    REQUEST,
    /** They have to have a good certificate. */
    REQUIRE
  }

  /** An element of {@code servers.X.tls.certificates}. */
  public record CertificatePair(
      @Doc("The certificate chain, PEM.") Path certPath,
      @Doc("The private key, PEM; may be the same file.") Path keyPath) {}

  /** Whether it names any certificates. */
  public boolean hasCertificates() {
    return certPath.isPresent() || !certificates.isEmpty() || certificatesFolder.isPresent();
  }

  /** The lowest version, whatever says so. */
  public TlsVersion lowest() {
    return minVersion.orElse(profile.map(TlsProfile::minVersion).orElse(TlsVersion.TLS1_2));
  }

  /** The highest version. */
  public TlsVersion highest() {
    return maxVersion.orElse(TlsVersion.TLS1_3);
  }

  /** The suites of TLS 1.2 and below, whatever names them; empty for the engine's choice. */
  public List<String> suites() {
    return profile.map(TlsProfile::ciphers).orElse(ciphers);
  }
}
