package io.weir.core.transport.linux;

import io.netty.channel.ChannelException;
import io.netty.channel.unix.Socket;
import io.weir.core.transport.DatagramAcceptor;
import io.weir.core.transport.DatagramListener;
import io.weir.core.transport.DatagramOptions;
import io.weir.core.transport.DatagramTransport;
import io.weir.core.transport.EventLoops;
import io.weir.core.transport.PathHash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams on bare descriptors, many by one call (recvmmsg, sendmmsg, UDP_SEGMENT). On a wildcard
 * address replies leave from the address that the client sent to.
 */
public final class LinuxDatagrams implements DatagramTransport {
  private final EventLoops eventLoops;

  /** Made for the first listener: to link the system calls costs time that a start has not. */
  private @Nullable List<LinuxDatagramLoop> loops;

  /**
   * Uses the process's loops.
   *
   * @param eventLoops on epoll
   */
  public LinuxDatagrams(EventLoops eventLoops) {
    this.eventLoops = eventLoops;
  }

  private synchronized List<LinuxDatagramLoop> loops() {
    List<LinuxDatagramLoop> made = loops;
    if (made == null) {
      PathHash hash = new PathHash();
      made = eventLoops.all().stream().map(loop -> new LinuxDatagramLoop(loop, hash)).toList();
      loops = made;
    }
    return made;
  }

  @Override
  public String name() {
    return "linux";
  }

  @Override
  public @Nullable String obstacleToTransparency() {
    Socket socket;
    try {
      socket = DatagramSocket.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (ChannelException e) {
      return "no socket can be opened: " + e.getMessage();
    }
    try {
      DatagramSocket.makeTransparent(socket);
      return null;
    } catch (IOException e) {
      return "the system refuses it to this process; it needs the capability CAP_NET_ADMIN (or to be"
          + " run by root)";
    } finally {
      DescriptorLoop.close(socket, null);
    }
  }

  @Override
  public DatagramListener listen(
      InetSocketAddress address, DatagramOptions options, DatagramAcceptor acceptor)
      throws IOException {
    List<Socket> descriptors =
        SocketGroup.bind(
            address,
            loops().size(),
            () -> DatagramSocket.open(address),
            socket -> prepare(socket, address, options));
    try {
      return open(descriptors, acceptor);
    } catch (RuntimeException e) {
      SocketGroup.close(descriptors);
      throw e;
    }
  }

  private static void prepare(Socket socket, InetSocketAddress address, DatagramOptions options)
      throws IOException {
    if (options.receiveBuffer() > 0) {
      socket.setReceiveBufferSize(options.receiveBuffer());
    }
    if (address.getAddress().isAnyLocalAddress()) {
      DatagramSocket.askForLocalAddress(socket);
    }
  }

  private DatagramListener open(List<Socket> descriptors, DatagramAcceptor acceptor) {
    InetSocketAddress bound = descriptors.getFirst().localAddress();
    List<LinuxClientSocket> sockets = new ArrayList<>();
    for (int i = 0; i < descriptors.size(); i++) {
      sockets.add(new LinuxClientSocket(loops().get(i), descriptors.get(i), bound));
    }
    CompletableFuture.allOf(
            sockets.stream()
                .map(socket ->
                    CompletableFuture.runAsync(
                        () -> socket.open(acceptor), socket.loop().eventLoop()))
                .toArray(CompletableFuture[]::new))
        .join();
    return new Listener(bound, List.copyOf(sockets));
  }

  private record Listener(InetSocketAddress address, List<LinuxClientSocket> sockets)
      implements DatagramListener {

    @Override
    public void change(DatagramOptions options) {
      if (options.receiveBuffer() > 0) {
        sockets.forEach(socket -> socket.setReceiveBuffer(options.receiveBuffer()));
      }
    }

    @Override
    public long dropped() {
      return sockets.stream().mapToLong(LinuxClientSocket::dropped).sum();
    }

    @Override
    public CompletionStage<Void> close() {
      return CompletableFuture.allOf(
          sockets.stream().map(LinuxClientSocket::release).toArray(CompletableFuture[]::new));
    }
  }
}
