package io.weir.plugin.acme.issuer;

import io.weir.api.config.Doc;
import io.weir.api.config.HttpUrl;
import java.nio.file.Path;
import java.util.Optional;

/** One of {@code acme.next_cas}. */
public record NextCaConfig(
    @Doc("The CA's directory.") HttpUrl directoryUrl,
    @Doc("As `acme.root_ca_path`, for this CA.") Optional<Path> rootCaPath,
    @Doc("As `acme.eab`, for this CA.") Optional<EabConfig> eab,
    @Doc("As `acme.profile`, for this CA.") Optional<String> profile) {}
