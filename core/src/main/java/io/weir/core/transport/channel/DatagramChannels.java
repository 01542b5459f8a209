package io.weir.core.transport.channel;

import com.google.inject.Inject;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoEventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.unix.UnixChannelOption;
import io.weir.core.transport.DatagramAcceptor;
import io.weir.core.transport.DatagramListener;
import io.weir.core.transport.DatagramOptions;
import io.weir.core.transport.DatagramTransport;
import io.weir.core.transport.EventLoops;
import io.weir.core.transport.PathHash;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Datagrams on Netty channels. On a wildcard address of a machine that has several, the system
 * chooses from which of them replies leave, as Netty can neither learn nor say it. Netty does not
 * send empty datagrams either.
 */
public final class DatagramChannels implements DatagramTransport {
  private final EventLoops eventLoops;
  private final List<ChannelDatagramLoop> loops = new ArrayList<>();

  /** Uses the process's loops. */
  @Inject
  public DatagramChannels(EventLoops eventLoops) {
    this.eventLoops = eventLoops;
    PathHash hash = new PathHash();
    for (IoEventLoop loop : eventLoops.all()) {
      loops.add(new ChannelDatagramLoop(loop, eventLoops, hash));
    }
  }

  @Override
  public String name() {
    return "channel";
  }

  @Override
  public String obstacleToTransparency() {
    return "transport \"channel\" cannot do it; it needs Linux, and `transport` left out";
  }

  @Override
  public DatagramListener listen(
      InetSocketAddress address, DatagramOptions options, DatagramAcceptor acceptor)
      throws IOException {
    Listener listener = new Listener();
    try {
      listener.bind(address, options);
    } catch (IOException | RuntimeException e) {
      listener.close().toCompletableFuture().join();
      throw e;
    }
    listener.open(acceptor);
    return listener;
  }

  private final class Listener implements DatagramListener {
    private final List<ChannelClientSocket> sockets = new ArrayList<>();

    /**
     * The first socket is bound for itself alone, so that an address that somebody else has,
     * another weir included, is refused; only then may others join it.
     */
    void bind(InetSocketAddress address, DatagramOptions options) throws IOException {
      DatagramChannel first = bind(loops.getFirst(), address, options, false);
      if (first.config().setOption(UnixChannelOption.SO_REUSEPORT, true)) {
        for (ChannelDatagramLoop loop : loops.subList(1, loops.size())) {
          bind(loop, first.localAddress(), options, true);
        }
      }
    }

    private DatagramChannel bind(
        ChannelDatagramLoop loop, InetSocketAddress address, DatagramOptions options, boolean joins)
        throws IOException {
      DatagramChannel channel = open();
      ChannelClientSocket socket = new ChannelClientSocket(channel, loop);
      sockets.add(socket);
      if (options.receiveBuffer() > 0) {
        channel.config().setOption(ChannelOption.SO_RCVBUF, options.receiveBuffer());
      }
      if (joins) {
        channel.config().setOption(UnixChannelOption.SO_REUSEPORT, true);
      }
      requireSuccess(loop.register(channel));
      requireSuccess(channel.bind(address));
      return channel;
    }

    private DatagramChannel open() throws IOException {
      try {
        return eventLoops.newDatagrams();
      } catch (ChannelException e) {
        throw new IOException(e.getMessage(), e);
      }
    }

    private static void requireSuccess(ChannelFuture step) throws IOException {
      if (!step.awaitUninterruptibly().isSuccess()) {
        Throwable cause = step.cause();
        throw cause instanceof IOException io ? io : new IOException(cause);
      }
    }

    void open(DatagramAcceptor acceptor) {
      CompletableFuture.allOf(
              sockets.stream()
                  .map(socket ->
                      CompletableFuture.runAsync(
                          () -> socket.open(acceptor), socket.loop().eventLoop()))
                  .toArray(CompletableFuture[]::new))
          .join();
    }

    @Override
    public InetSocketAddress address() {
      return sockets.getFirst().address();
    }

    @Override
    public void change(DatagramOptions options) {
      if (options.receiveBuffer() > 0) {
        sockets.forEach(socket -> socket.setReceiveBuffer(options.receiveBuffer()));
      }
    }

    /** Netty cannot ask for it. */
    @Override
    public long dropped() {
      return 0;
    }

    @Override
    public CompletionStage<Void> close() {
      return CompletableFuture.allOf(
          sockets.stream().map(ChannelClientSocket::close).toArray(CompletableFuture[]::new));
    }
  }
}
