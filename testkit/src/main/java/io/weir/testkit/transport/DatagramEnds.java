package io.weir.testkit.transport;

import io.weir.testkit.backend.DatagramEnd;
import io.weir.testkit.backend.UdpPeer;
import java.net.InetSocketAddress;

/** The far ends that a suite for transports of datagrams plays. */
public interface DatagramEnds {

  /** Real ones, at 127.0.0.1. */
  DatagramEnds SOCKETS =
      new DatagramEnds() {
        @Override
        public DatagramEnd client() {
          return UdpPeer.open();
        }

        @Override
        public Backend backend() {
          return new PeerBackend(UdpPeer.echoing());
        }

        @Override
        public void turn() {}
      };

  /** A client with a port of its own. */
  DatagramEnd client();

  /** A backend with a port of its own. */
  Backend backend();

  /** Has happen what is due, where that does not happen by itself. */
  void turn();

  /** A backend that sends back what comes, as it is. */
  interface Backend extends AutoCloseable {
    /** Where it is. */
    InetSocketAddress address();

    /** From now on nobody is at its port. */
    @Override
    void close();
  }

  /** A real one. */
  record PeerBackend(UdpPeer peer) implements Backend {
    @Override
    public InetSocketAddress address() {
      return peer.address();
    }

    @Override
    public void close() {
      peer.close();
    }
  }
}
