package com.example.encrypted;

import io.weir.api.config.Doc;
import java.nio.file.Path;

/** The keys of {@code acme.store} for kind {@code encrypted}. */
public record EncryptedConfig(
    @Doc("The folder that entries are kept in; it may be shared by several weirs.") Path folderPath,
    @Doc("A file of 32 random bytes in base64: `openssl rand -base64 32`.") Path keyPath) {}
