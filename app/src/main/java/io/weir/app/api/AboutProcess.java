package io.weir.app.api;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/**
 * What the API tells of the process.
 *
 * @param version weir's version
 * @param started when it started
 * @param clock what tells the time
 * @param configuration where the configuration came from: {@code kind} and what belongs to it
 */
public record AboutProcess(
    String version, Instant started, Clock clock, Map<String, Object> configuration) {}
