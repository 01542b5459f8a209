package io.weir.core.transport.linux;

import io.netty.channel.unix.Socket;
import io.weir.core.transport.EventLoops;
import io.weir.core.transport.StreamAcceptor;
import io.weir.core.transport.StreamListener;
import io.weir.core.transport.StreamTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Byte streams on bare descriptors, for plain TCP on Linux. Half the CPU of Netty's channels for a
 * connection and a third for its bytes; how it was measured is in docs/benchmarks.md.
 */
public final class LinuxTransport implements StreamTransport {
  /** The kernel cuts it down to net.core.somaxconn. */
  private static final int BACKLOG = 16 * 1024;

  private final List<LinuxLoop> loops;

  /**
   * Uses the process's loops.
   *
   * @param eventLoops on epoll
   * @param pipes how many connections' directions may be spliced at the same time, the loops taken
   *     together; the others are copied
   */
  public LinuxTransport(EventLoops eventLoops, int pipes) {
    int perLoop = Math.ceilDiv(pipes, eventLoops.all().size());
    this.loops =
        eventLoops.all().stream().map(loop -> new LinuxLoop(loop, new PipePool(perLoop))).toList();
  }

  @Override
  public String name() {
    return "linux";
  }

  @Override
  public StreamListener listen(InetSocketAddress address, StreamAcceptor acceptor)
      throws IOException {
    List<Socket> sockets =
        SocketGroup.bind(address, loops.size(), Socket::newSocketStream, LinuxTransport::prepare);
    try {
      for (Socket socket : sockets) {
        socket.listen(BACKLOG);
      }
      return begin(sockets, acceptor);
    } catch (IOException | RuntimeException e) {
      SocketGroup.close(sockets);
      throw e;
    }
  }

  private StreamListener begin(List<Socket> sockets, StreamAcceptor acceptor) {
    InetSocketAddress address = sockets.getFirst().localAddress();
    List<AcceptingSocket> accepting = new ArrayList<>();
    for (int i = 0; i < sockets.size(); i++) {
      accepting.add(new AcceptingSocket(loops.get(i), sockets.get(i), address, acceptor));
    }
    accepting.forEach(AcceptingSocket::begin);
    return new LinuxListener(address, List.copyOf(accepting));
  }

  private static void prepare(Socket socket) throws IOException {
    socket.setReuseAddress(true);
    // Whoever is accepted has these from the start, without a call each.
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
  }
}
