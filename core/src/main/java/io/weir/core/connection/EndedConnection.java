package io.weir.core.connection;

import io.weir.api.config.HostPort;
import io.weir.core.transport.PeerIdentity;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a connection once it has ended.
 *
 * @param began when it was accepted
 * @param server the server's name
 * @param client who connected
 * @param local where to
 * @param backend the backend it was relayed to, or the last one that was tried; null if it ended
 *     before any was chosen
 * @param rx bytes from the backend to the client
 * @param tx bytes from the client to the backend
 * @param connect from the choice of the first backend to a connected one, those that refused in
 *     between included; null if none was reached
 * @param firstByte from then to the first byte of the backend; null if none came
 * @param total from accept to the end
 * @param identity who the client is, by its certificate; null if it has shown none
 * @param reason why it ended
 */
public record EndedConnection(
    Instant began,
    String server,
    InetSocketAddress client,
    InetSocketAddress local,
    @Nullable HostPort backend,
    long rx,
    long tx,
    @Nullable Duration connect,
    @Nullable Duration firstByte,
    Duration total,
    @Nullable PeerIdentity identity,
    CloseReason reason) {}
