package io.weir.api.health;

import io.weir.api.Backend;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Whom to check.
 *
 * @param backend the backend as discovered
 * @param address its address, resolved
 * @param timeout how long the check may take; zero means no limit. weir enforces it by
 *     interrupting; it is here for calls that need a timeout of their own
 */
public record HealthTarget(Backend backend, InetSocketAddress address, Duration timeout) {}
