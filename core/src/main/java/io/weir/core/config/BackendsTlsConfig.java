package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Section {@code servers.X.backends_tls}. */
public record BackendsTlsConfig(
    @Doc("Whether any certificate is taken for the backend's.") @Default("false")
        boolean ignoreVerify,
    @Doc("CAs to trust, PEM; the system's if left out.") Optional<Path> rootCaCertPath,
    @Doc("The client certificate chain, PEM; goes with `key_path`.") Optional<Path> certPath,
    @Doc("The client's private key, PEM; goes with `cert_path`.") Optional<Path> keyPath,
    @Doc("The lowest version spoken.") @Default("tls1.2") TlsVersion minVersion,
    @Doc("The highest version spoken.") @Default("tls1.3") TlsVersion maxVersion,
    @Doc("Cipher suites by their IANA names; the engine's choice if left out.")
        List<String> ciphers,
    @Doc("Dropped by gobetween 0.8.1; accepted, with a warning.")
        @Dropped("gobetween 0.8.1 dropped this key; it has no effect")
        Optional<Boolean> preferServerCiphers,
    @Doc("Whether sessions are resumed by ticket.") @Default("false") boolean sessionTickets,
    @Doc("Application protocols (ALPN) that are offered, the best first.") Optional<Alpn> alpn) {}
