package io.weir.core.transport.linux;

import io.netty.channel.ChannelException;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sockets for datagrams, of the family that goes with an address. */
final class DatagramSocket extends Socket {
  private static final Logger logger = LoggerFactory.getLogger(DatagramSocket.class);

  private static final int IPPROTO_IP = 0;
  private static final int IP_PKTINFO = 8;
  private static final int IP_TRANSPARENT = 19;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_RECVPKTINFO = 49;
  private static final int IPV6_TRANSPARENT = 75;
  private static final int SOL_UDP = 17;
  private static final int UDP_GRO = 104;

  private DatagramSocket(int descriptor) {
    super(descriptor);
  }

  /**
   * Lets a socket be bound to an address that is not this machine's.
   *
   * @throws IOException if this process may not
   */
  static void makeTransparent(Socket socket) throws IOException {
    set(socket, IPV6_TRANSPARENT, IP_TRANSPARENT);
  }

  /** Has a socket hear which of the machine's addresses each datagram was sent to. */
  static void askForLocalAddress(Socket socket) throws IOException {
    set(socket, IPV6_RECVPKTINFO, IP_PKTINFO);
  }

  /**
   * Has a socket receive what came as one, or was joined on the way in, as one. Kernels before 5.0
   * know nothing of it and cut it, which costs more and is otherwise the same.
   */
  static void receiveJoined(Socket socket) {
    try {
      socket.setIntOpt(SOL_UDP, UDP_GRO, 1);
    } catch (ChannelException | IOException e) {
      logger.debug("datagrams are received one by one", e);
    }
  }

  /** Switches on what either family has an option of its own for. */
  private static void set(Socket socket, int ofIpv6, int ofIpv4) throws IOException {
    try {
      socket.setIntOpt(IPPROTO_IPV6, ofIpv6, 1);
    } catch (ChannelException | IOException e) {
      setIpv4(socket, ofIpv4);
    }
  }

  private static void setIpv4(Socket socket, int option) throws IOException {
    try {
      socket.setIntOpt(IPPROTO_IP, option, 1);
    } catch (ChannelException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * A socket that is neither bound nor connected. For all addresses of the machine, and for those
   * of IPv6, one of IPv6, which serves both families, where there is IPv6.
   *
   * @throws io.netty.channel.ChannelException if there can be none
   */
  static Socket open(InetSocketAddress address) {
    boolean ipv4Only =
        address.getAddress() instanceof Inet4Address && !address.getAddress().isAnyLocalAddress();
    return ipv4Only ? new DatagramSocket(newSocketDgram0(false)) : newSocketDgram();
  }
}
