package io.weir.testkit.tls;

import static org.awaitility.Awaitility.await;

import io.weir.core.config.ServerConfig;
import io.weir.core.connection.CloseReason;
import io.weir.core.connection.ConnectionGroup;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.connection.ConnectionTerms;
import io.weir.core.tls.TlsFactory;
import io.weir.core.transport.EventLoops;
import io.weir.core.transport.StreamListener;
import io.weir.core.transport.channel.ChannelTransport;
import io.weir.testkit.transport.MemoryBackends;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server that speaks TLS with real clients, in front of one real backend. */
final class TlsBench implements AutoCloseable {
  private final EventLoops loops = EventLoops.of(2);
  private final MemoryBackends backends;
  private final ConnectionGroup group;
  private final StreamListener listener;

  /**
   * Starts one.
   *
   * @param config says whether there is TLS with clients, with backends, or both
   */
  TlsBench(ServerConfig config, int... ports) throws IOException {
    TlsFactory factory = new TlsFactory();
    ChannelTransport transport = new ChannelTransport(loops);
    InetSocketAddress bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    ConnectionTerms terms =
        ConnectionTerms.of(
            config,
            bind,
            transport,
            config.tls().isPresent() ? factory.withClients("web", config) : null,
            config.backendsTls().map(tls -> factory.withBackends("web", config, tls)).orElse(null));
    this.backends = MemoryBackends.at(ports);
    this.group = new ConnectionGroup("web", (_, _) -> terms, terms, backends, ConnectionLog.NONE);
    this.listener = transport.listen(bind, group);
  }

  Socket plainClient() throws IOException {
    return new Socket(listener.address().getAddress(), listener.address().getPort());
  }

  /** A client that has not shaken hands yet. */
  SSLSocket client(SSLContext context, String name) throws IOException {
    return (SSLSocket)
        context
            .getSocketFactory()
            .createSocket(plainClient(), name, listener.address().getPort(), true);
  }

  /** How often a backend has refused, in the order of the ports. */
  long refusals(int backend) {
    return backends.member(backend).counters().refused();
  }

  long ended(CloseReason reason) {
    return group.ledger().closed().of(reason);
  }

  void awaitEnded(CloseReason reason, long count) {
    await().until(() -> ended(reason) == count);
  }

  @Override
  public void close() {
    listener.close().toCompletableFuture().join();
    group.endAll(CloseReason.SERVER_STOPPED);
    group.ledger().drain().toCompletableFuture().join();
    group.close();
    loops.stop();
  }
}
