package com.example.webroot;

import io.weir.api.config.Doc;
import java.nio.file.Path;

/** The keys of {@code acme} where {@code challenge = webroot}. */
public record WebrootConfig(
    @Doc("The folder that a web server on port 80 of the names serves as `/`.") Path webrootPath) {}
