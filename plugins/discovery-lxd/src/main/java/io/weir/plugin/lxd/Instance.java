package io.weir.plugin.lxd;

import io.weir.api.Backend;
import java.util.Optional;

/**
 * An instance that runs and has the label.
 *
 * @param name its name
 * @param backend its backend; empty if it has no address where one is looked for
 */
record Instance(String name, Optional<Backend> backend) {}
