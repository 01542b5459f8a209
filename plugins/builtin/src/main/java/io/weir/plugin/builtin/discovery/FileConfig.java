package io.weir.plugin.builtin.discovery;

import io.weir.api.config.Doc;
import java.nio.file.Path;

/** The keys of {@code servers.X.discovery} for kind {@code file}. */
public record FileConfig(
    @Doc(
            "A file with a line for each backend; from `#` on a line is a comment. Changes to it, a"
                + " new file in its place and changed symbolic links are seen at once.")
        Path filePath) {}
