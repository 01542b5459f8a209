package io.weir.testkit.transport;

import io.weir.core.transport.BackendReceiver;
import io.weir.core.transport.BackendSocket;
import io.weir.core.transport.Datagram;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A backend of weir, in memory: each of weir's sockets towards it has a number, from 0. What it
 * sends reaches weir when its loop runs.
 */
public final class FarBackend {
  private static final InetSocketAddress ANY = new InetSocketAddress(0);

  private final ManualLoop loop;
  private final List<Socket> sockets = new ArrayList<>();
  private final List<String> received = new ArrayList<>();
  private boolean listens = true;
  private boolean echoes;

  FarBackend(ManualLoop loop) {
    this.loop = loop;
  }

  /** Whether somebody is at its port; if not, weir is told so for what it sends. */
  public void setListens(boolean isListening) {
    listens = isListening;
  }

  /** Whether it sends back what comes, as it is. */
  public void setEchoes(boolean isEchoing) {
    echoes = isEchoing;
  }

  /** The datagrams it got, each with the number of the socket, e.g. {@code "0 hello"}. */
  public List<String> received() {
    return received;
  }

  /** Sends a datagram to one of weir's sockets. */
  public void reply(int socket, String text) {
    byte[] bytes = MemoryDatagram.bytes(text);
    loop.execute(() -> sockets.get(socket).arrived(new MemoryDatagram(bytes, ANY, ANY)));
  }

  /** How many sockets weir has open towards it. */
  public long openSockets() {
    return sockets.stream().filter(socket -> !socket.closed).count();
  }

  BackendSocket connect(BackendReceiver receiver, boolean reads) {
    return add(new Socket(receiver, Integer.toString(sockets.size()), reads));
  }

  BackendSocket connectAs(InetSocketAddress client, BackendReceiver receiver) {
    String name = client.getAddress().getHostAddress() + ":" + client.getPort();
    return add(new Socket(receiver, name, false));
  }

  private Socket add(Socket socket) {
    sockets.add(socket);
    return socket;
  }

  private final class Socket implements BackendSocket {
    private final BackendReceiver receiver;
    private final String name;
    private final boolean reads;
    private final List<MemoryDatagram> unsent = new ArrayList<>();
    private boolean refused;
    private boolean closed;

    Socket(BackendReceiver receiver, String name, boolean reads) {
      this.receiver = receiver;
      this.name = name;
      this.reads = reads;
    }

    /** As the kernel does it: a refusal is told by the next call, which then sends nothing. */
    @Override
    public void send(Datagram datagram) {
      MemoryDatagram held = (MemoryDatagram) datagram;
      if (closed) {
        return;
      }
      if (refused) {
        unsent.add(held);
      } else if (listens) {
        received.add(name + " " + MemoryDatagram.text(held.bytes()));
        if (echoes) {
          loop.execute(() -> arrived(new MemoryDatagram(held.bytes(), ANY, ANY)));
        }
      } else {
        refused = true;
        loop.execute(this::tellRefusal);
      }
    }

    private void tellRefusal() {
      List<MemoryDatagram> held = List.copyOf(unsent);
      unsent.clear();
      refused = false;
      if (!closed) {
        receiver.refused();
      }
      held.forEach(receiver::unsent);
    }

    void arrived(MemoryDatagram datagram) {
      if (!closed && reads) {
        receiver.received(datagram);
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
