package io.weir.plugin.builtin.discovery;

import io.weir.api.config.CommandLine;
import io.weir.api.config.Doc;

/** The keys of {@code servers.X.discovery} for kind {@code exec}. */
public record ExecConfig(
    @Doc(
            "The program and its arguments, `[program, argument, ...]`. It writes a line for each"
                + " backend to its standard output.")
        CommandLine execCommand) {}
