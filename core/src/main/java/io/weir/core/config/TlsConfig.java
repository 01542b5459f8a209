package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Section {@code servers.X.tls}. */
public record TlsConfig(
    @Doc("The certificate chain, PEM.") Optional<Path> certPath,
    @Doc("The private key, PEM.") Optional<Path> keyPath,
    @Doc("Names whose certificates are obtained by ACME.") List<String> acmeHosts,
    @Doc("The lowest version spoken.") @Default("tls1.2") TlsVersion minVersion,
    @Doc("The highest version spoken.") @Default("tls1.3") TlsVersion maxVersion,
    @Doc("Cipher suites by their IANA names; the engine's choice if left out.")
        List<String> ciphers,
    @Doc("Dropped by gobetween 0.8.1; accepted, with a warning.")
        @Dropped("gobetween 0.8.1 dropped this key; it has no effect")
        Optional<Boolean> preferServerCiphers,
    @Doc("Whether clients may resume sessions by ticket.") @Default("false")
        boolean sessionTickets) {}
