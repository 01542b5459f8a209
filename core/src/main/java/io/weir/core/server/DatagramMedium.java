package io.weir.core.server;

import io.weir.core.config.ByteSize;
import io.weir.core.config.ServerConfig;
import io.weir.core.config.UdpConfig;
import io.weir.core.connection.CloseReason;
import io.weir.core.transport.ClientDatagram;
import io.weir.core.transport.ClientReceiver;
import io.weir.core.transport.ClientSocket;
import io.weir.core.transport.DatagramAcceptor;
import io.weir.core.transport.DatagramListener;
import io.weir.core.transport.DatagramOptions;
import io.weir.core.transport.DatagramTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Binds addresses that clients send datagrams to. */
record DatagramMedium(DatagramTransport transport) implements Medium<DatagramClients> {

  @Override
  public void require(ServerDefinition definition) {
    if (definition.config().udp().map(UdpConfig::transparent).orElse(false)) {
      String obstacle = transport.obstacleToTransparency();
      if (obstacle != null) {
        throw new ServerStartException(
            "servers.%s.udp.transparent: it cannot be, because %s"
                .formatted(definition.name(), obstacle),
            null);
      }
    }
  }

  @Override
  public Binding<DatagramClients> bind(
      InetSocketAddress address, ServerConfig config, DatagramClients holder) throws IOException {
    Shares shares = new Shares(holder);
    return new Bound(shares, transport.listen(address, options(config), shares));
  }

  private static DatagramOptions options(ServerConfig config) {
    long buffer = config.udp().flatMap(UdpConfig::receiveBuffer).map(ByteSize::bytes).orElse(0L);
    return new DatagramOptions(Math.toIntExact(buffer));
  }

  /** One socket of the address, and who takes what comes in on it. Touched on its loop. */
  private static final class Share implements ClientReceiver {
    private final ClientSocket socket;
    private SocketClients clients;

    Share(ClientSocket socket, SocketClients clients) {
      this.socket = socket;
      this.clients = clients;
    }

    @Override
    public void received(ClientDatagram datagram) {
      clients.received(datagram);
    }

    /**
     * What its clients had with the old holder is over; they begin anew with their next datagram.
     */
    void handTo(DatagramClients holder) {
      clients.endAll(CloseReason.SERVER_STOPPED);
      clients.retire(() -> {});
      clients = holder.opened(socket);
    }

    CompletableFuture<Void> retire() {
      CompletableFuture<Void> empty = new CompletableFuture<>();
      socket.loop().execute(() -> clients.retire(() -> empty.complete(null)));
      return empty;
    }
  }

  /**
   * All sockets of the address. A changed number of them would move clients from one to another.
   */
  private static final class Shares implements DatagramAcceptor {
    private final List<Share> all = new CopyOnWriteArrayList<>();
    private volatile DatagramClients holder;

    Shares(DatagramClients holder) {
      this.holder = holder;
    }

    @Override
    public ClientReceiver opened(ClientSocket socket) {
      Share share = new Share(socket, holder.opened(socket));
      all.add(share);
      return share;
    }

    DatagramClients holder() {
      return holder;
    }

    void handTo(DatagramClients next) {
      if (!next.equals(holder)) {
        holder = next;
        onEveryLoop(share -> share.handTo(next)).join();
      }
    }

    CompletableFuture<Void> retire() {
      return CompletableFuture.allOf(
          all.stream().map(Share::retire).toArray(CompletableFuture[]::new));
    }

    CompletableFuture<Void> onEveryLoop(Consumer<Share> action) {
      return CompletableFuture.allOf(
          all.stream()
              .map(share ->
                  CompletableFuture.runAsync(
                      () -> action.accept(share), share.socket.loop()::execute))
              .toArray(CompletableFuture[]::new));
    }
  }

  private record Bound(Shares shares, DatagramListener listener)
      implements Binding<DatagramClients> {

    @Override
    public InetSocketAddress address() {
      return listener.address();
    }

    @Override
    public DatagramClients holder() {
      return shares.holder();
    }

    @Override
    public long dropped() {
      return listener.dropped();
    }

    @Override
    public void handTo(DatagramClients holder, ServerConfig config) {
      shares.handTo(holder);
      listener.change(options(config));
    }

    /** Replies leave from these sockets, so they stay as long as there are sessions. */
    @Override
    public CompletionStage<Void> close() {
      return shares.retire().thenCompose(empty -> listener.close());
    }

    @Override
    public void hurry() {
      shares.onEveryLoop(share -> share.clients.endAll(CloseReason.SERVER_STOPPED)).join();
    }
  }
}
