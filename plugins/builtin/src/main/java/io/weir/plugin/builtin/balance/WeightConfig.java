package io.weir.plugin.builtin.balance;

import io.weir.api.config.Doc;
import java.util.Optional;

/** The keys of {@code servers.X.balancer} for the balancer {@code weight}. */
public record WeightConfig(
    @Doc("Makes the choices the same from run to run, for tests; left out in production.")
        Optional<Long> seed) {}
