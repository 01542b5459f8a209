package io.weir.core.server;

import com.google.inject.Inject;
import io.weir.core.transport.DatagramTransport;
import io.weir.core.transport.EventLoops;
import io.weir.core.transport.channel.DatagramChannels;
import io.weir.core.transport.linux.LinuxDatagrams;

/** The transports for datagrams that this machine has. */
public final class DatagramTransports {
  private final PlainTransports<DatagramTransport> transports;

  /**
   * Looks what there is.
   *
   * @param loops all of them share these
   * @param channel the one that is always there
   */
  @Inject
  public DatagramTransports(EventLoops loops, DatagramChannels channel) {
    this.transports =
        new PlainTransports<>(channel, loops.isEpoll() ? new LinuxDatagrams(loops) : null);
  }

  /**
   * The one for a server: as it asks in {@code transport}, else the fastest there is.
   *
   * @throws ServerStartException if it asks for one that is not there
   */
  public DatagramTransport of(ServerDefinition server) {
    return transports.of(server);
  }
}
