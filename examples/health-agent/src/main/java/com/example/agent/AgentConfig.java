package com.example.agent;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.EscapedText;

/** The keys of {@code servers.X.healthcheck} for kind {@code agent}. */
public record AgentConfig(
    @Doc("What the agent is sent after connecting, with Go's escapes; nothing if left out.")
        @Default("")
        EscapedText agentSend) {}
