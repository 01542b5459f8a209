package io.weir.plugin.builtin.health;

import io.weir.api.config.CommandLine;
import io.weir.api.config.Default;
import io.weir.api.config.Doc;

/** The keys of {@code servers.X.healthcheck} for kind {@code exec}. */
public record ExecCheckConfig(
    @Doc(
            "The program that checks, or `[program, argument, ...]`; it is called with the"
                + " backend's host and port as its last arguments.")
        CommandLine execCommand,
    @Doc("What it prints for a healthy backend; white space at the end does not matter.")
        @Default("")
        String execExpectedPositiveOutput,
    @Doc("What it prints for an unhealthy one; on any other output nothing changes.") @Default("")
        String execExpectedNegativeOutput) {}
