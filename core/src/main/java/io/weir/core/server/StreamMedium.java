package io.weir.core.server;

import io.weir.core.config.ServerConfig;
import io.weir.core.transport.StreamAcceptor;
import io.weir.core.transport.StreamListener;
import io.weir.core.transport.StreamTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;

/** Binds addresses that clients of byte streams connect to. */
record StreamMedium(StreamTransport transport) implements Medium<StreamAcceptor> {

  @Override
  public Binding<StreamAcceptor> bind(
      InetSocketAddress address, ServerConfig config, StreamAcceptor holder) throws IOException {
    ListenSocket socket = new ListenSocket(holder);
    return new Listening(socket, transport.listen(address, socket));
  }

  private record Listening(ListenSocket socket, StreamListener listener)
      implements Binding<StreamAcceptor> {

    @Override
    public InetSocketAddress address() {
      return listener.address();
    }

    @Override
    public StreamAcceptor holder() {
      return socket.holder();
    }

    @Override
    public void handTo(StreamAcceptor holder, ServerConfig config) {
      socket.handTo(holder);
    }

    @Override
    public CompletionStage<Void> close() {
      return listener.close();
    }

    /** Only those wait that are in the kernel's queue, which is soon. */
    @Override
    public void hurry() {}
  }
}
