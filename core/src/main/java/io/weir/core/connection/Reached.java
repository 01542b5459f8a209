package io.weir.core.connection;

import io.weir.api.balance.Outcome;
import io.weir.core.pool.PoolMember;
import io.weir.core.transport.StreamSocket;
import org.jspecify.annotations.Nullable;

/**
 * A backend that is connected for a client, and holds a place below its limit.
 *
 * @param socket towards it, secured where there is TLS with it
 * @param protocol the application protocol (ALPN) that it has chosen; null if none
 * @param since when, by the loop's clock
 */
record Reached(PoolMember member, StreamSocket socket, @Nullable String protocol, long since) {

  /** Lets go of it, because its client's connection ends. */
  void leave(ConnectionMachine connection, Ending ending) {
    ending.apply(socket);
    connection.election().report(member, Outcome.CLOSED, connection.loop().nanoTime() - since);
    connection.election().release(member);
  }
}
