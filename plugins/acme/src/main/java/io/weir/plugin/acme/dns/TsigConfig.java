package io.weir.plugin.acme.dns;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.Secret;

/** Section {@code acme.dns.tsig}: the key that updates are signed with. */
public record TsigConfig(
    @Doc("The key's name.") String name,
    @Doc("How it is used.") @Default("hmac-sha256") TsigAlgorithm algorithm,
    @Doc("The key in base64.") Secret secret) {}
