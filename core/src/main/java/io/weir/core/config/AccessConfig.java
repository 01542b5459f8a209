package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.Name;
import java.util.List;

/** Section {@code servers.X.access}. */
public record AccessConfig(
    @Doc("What happens to a client that no rule matches.") @Name("default") @Default("allow")
        AccessRule.Verdict otherwise,
    @Doc("`allow` or `deny`, then an address or a CIDR block; the first match wins.")
        List<AccessRule> rules) {}
