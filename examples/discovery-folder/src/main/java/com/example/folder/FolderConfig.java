package com.example.folder;

import io.weir.api.config.Doc;
import java.nio.file.Path;

/** The keys of {@code servers.X.discovery} for kind {@code folder}. */
public record FolderConfig(
    @Doc("A folder with a file for each backend; the file's first line is `host:port`.")
        Path folderPath) {}
