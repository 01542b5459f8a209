package io.weir.plugin.acme.store;

import io.weir.api.config.Doc;
import java.nio.file.Path;
import java.util.Optional;

/** The keys of {@code acme.store} for kind {@code file}. */
public record FileStoreConfig(
    @Doc(
            "The folder, made with mode 0700 if it is not there; the plugin's own data folder if left"
                + " out. `acme.cache_dir` means the same.")
        Optional<Path> path) {}
