package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.HostPort;
import java.nio.file.Path;
import java.util.Optional;

/** Section {@code acme}. */
public record AcmeConfig(
    @Doc("How control over a name is proven: `http`, `sni` or `dns`.") @Default("http")
        String challenge,
    @Doc("Where `http` challenges are answered.") @Default("0.0.0.0:80") HostPort httpBind,
    @Doc("Where certificates are kept; a private folder if left out.") Optional<Path> cacheDir) {}
