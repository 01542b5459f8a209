package io.weir.plugin.builtin.discovery;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.HttpUrl;
import io.weir.api.web.WebAccess;
import java.util.Optional;

/** The keys of {@code servers.X.discovery} for kind {@code plaintext}. */
public record PlaintextConfig(
    @Doc("Where a text with a line for each backend is read from.") HttpUrl plaintextEndpoint,
    @Doc(
            "What a line looks like: a regular expression with the named groups host, port and, if"
                + " wanted, weight, priority, max_connections and sni. If left out, `host:port"
                + " [weight=N] [priority=N] [max_connections=N] [sni=NAME]`.")
        @Default("")
        LinePattern plaintextRegexPattern,
    @Doc("How weir is let in there.") Optional<WebAccess> plaintextAccess) {}
