package io.weir.testkit.transport;

import io.weir.core.transport.BackendReceiver;
import io.weir.core.transport.BackendSocket;
import io.weir.core.transport.ClientPath;
import io.weir.core.transport.DatagramLoop;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The loop of {@link MemoryDatagrams}. */
public final class MemoryDatagramLoop extends ManualLoop implements DatagramLoop {
  private final MemoryDatagrams transport;
  private boolean exhausted;

  MemoryDatagramLoop(MemoryDatagrams transport) {
    this.transport = transport;
  }

  /** Whether this machine has no more sockets. */
  public void setExhausted(boolean isExhausted) {
    exhausted = isExhausted;
  }

  @Override
  public @Nullable BackendSocket connect(InetSocketAddress address, BackendReceiver receiver) {
    return exhausted ? null : transport.backend(address).connect(receiver, true);
  }

  @Override
  public @Nullable BackendSocket connectToSend(
      InetSocketAddress address, BackendReceiver receiver) {
    return exhausted ? null : transport.backend(address).connect(receiver, false);
  }

  /** The backend sees the client's address and port in place of a number. */
  @Override
  public @Nullable BackendSocket connectAs(
      ClientPath client, InetSocketAddress address, BackendReceiver receiver) {
    return exhausted ? null : transport.backend(address).connectAs(client.client(), receiver);
  }
}
