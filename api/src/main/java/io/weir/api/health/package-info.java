/**
 * Finding out whether a backend works. A {@link io.weir.api.health.HealthCheckFactory} makes one
 * {@link io.weir.api.health.HealthCheck} for each server whose {@code healthcheck.kind} it is; that
 * one instance checks all backends of the server, several at the same time. weir decides when,
 * counts {@code fails} and {@code passes}, and takes a backend out or back in.
 *
 * {@snippet file="io/weir/api/snippets/GreetingCheck.java" region="check"}
 *
 * <p>{@link io.weir.api.health.HealthResult#unhealthy} and an exception mean the same; the text is
 * what operators read. {@link io.weir.api.health.HealthResult#inconclusive} is for what says
 * nothing about the backend, such as a missing permission of weir's own: nothing is counted then.
 *
 * <p>A check that speaks TCP or TLS connects by {@link io.weir.api.health.CheckSocket}, which an
 * interrupt closes and which keeps the deadline however slowly an answer comes. {@link
 * io.weir.api.health.TimeLeft} is for libraries that want a timeout in milliseconds.
 */
@NullMarked
package io.weir.api.health;

import org.jspecify.annotations.NullMarked;
