package io.weir.core.transport.linux;

import io.netty.channel.ChannelException;
import io.netty.channel.unix.Socket;
import io.weir.core.transport.EventLoops;
import io.weir.core.transport.StreamAcceptor;
import io.weir.core.transport.StreamListener;
import io.weir.core.transport.StreamTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Byte streams on bare descriptors, for plain TCP on Linux. Half the CPU of Netty's channels for a
 * connection and a third for its bytes; how it was measured is in docs/benchmarks.md.
 */
public final class LinuxTransport implements StreamTransport {
  private static final Logger logger = LoggerFactory.getLogger(LinuxTransport.class);

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
    boolean shared = loops.size() > 1;
    if (shared && address.getPort() != 0) {
      // Sockets that share a port would share it with another process of the same user as well.
      bind(address, false).close();
    }
    List<Socket> sockets = new ArrayList<>();
    try {
      InetSocketAddress bound = address;
      for (int i = 0; i < loops.size(); i++) {
        Socket socket = bind(bound, shared);
        sockets.add(socket);
        bound = socket.localAddress();
      }
      for (Socket socket : sockets) {
        socket.listen(BACKLOG);
      }
      return begin(sockets, bound, acceptor);
    } catch (IOException | RuntimeException e) {
      sockets.forEach(LinuxTransport::close);
      throw e;
    }
  }

  private StreamListener begin(
      List<Socket> sockets, InetSocketAddress address, StreamAcceptor acceptor) {
    List<AcceptingSocket> accepting = new ArrayList<>();
    for (int i = 0; i < sockets.size(); i++) {
      accepting.add(new AcceptingSocket(loops.get(i), sockets.get(i), address, acceptor));
    }
    accepting.forEach(AcceptingSocket::begin);
    return new LinuxListener(address, List.copyOf(accepting));
  }

  private static Socket bind(InetSocketAddress address, boolean shared) throws IOException {
    Socket socket = open();
    try {
      socket.setReuseAddress(true);
      if (shared) {
        socket.setReusePort(true);
      }
      // Whoever is accepted has these from the start, without a call each.
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.bind(address);
      return socket;
    } catch (IOException | RuntimeException e) {
      close(socket);
      throw e;
    }
  }

  private static Socket open() throws IOException {
    try {
      return Socket.newSocketStream();
    } catch (ChannelException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      logger.debug("cannot close a socket", e);
    }
  }
}
