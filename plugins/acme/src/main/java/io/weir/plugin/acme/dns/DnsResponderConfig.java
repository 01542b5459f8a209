package io.weir.plugin.acme.dns;

import io.weir.api.config.Doc;

/** The keys of {@code acme} for challenge {@code dns}. */
public record DnsResponderConfig(
    @Doc("How the record for the challenge gets into the DNS.") DnsConfig dns) {}
