package io.weir.testkit.tls;

import static org.awaitility.Awaitility.await;

import io.weir.core.config.ServerConfig;
import io.weir.core.connection.CloseReason;
import io.weir.core.connection.ConnectionGroup;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.connection.ConnectionTerms;
import io.weir.core.connection.EndedConnection;
import io.weir.core.pool.BackendSource;
import io.weir.core.tls.TlsEngine;
import io.weir.core.tls.TlsFactory;
import io.weir.core.transport.EventLoops;
import io.weir.core.transport.StreamListener;
import io.weir.core.transport.StreamTransport;
import io.weir.core.transport.channel.ChannelTransport;
import io.weir.testkit.transport.MemoryBackends;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server of real clients that speak TLS, with weir or past it, in front of real backends. */
final class TlsBench implements AutoCloseable {
  /** What TLS is done with. */
  enum Engine {
    /** BoringSSL, where there is one. */
    BEST,
    /** The JDK's. */
    JDK;

    TlsEngine find() {
      return this == BEST ? TlsEngine.best() : TlsEngine.jdk();
    }
  }

  private final EventLoops loops = EventLoops.of(2);
  private final Queue<EndedConnection> endings = new ConcurrentLinkedQueue<>();
  private final ConnectionLog log = new Ended();
  private final ConnectionGroup group;
  private final StreamListener listener;

  /** Starts one that takes its backends in order. */
  TlsBench(ServerConfig config, int... ports) throws IOException {
    this(config, MemoryBackends.at(ports), ChannelTransport::new);
  }

  /** The same by another engine. */
  TlsBench(Engine engine, ServerConfig config, int... ports) throws IOException {
    this(factory(engine), config, MemoryBackends.at(ports), ChannelTransport::new);
  }

  /** The same with TLS by another factory. */
  TlsBench(TlsFactory factory, ServerConfig config, int... ports) throws IOException {
    this(factory, config, MemoryBackends.at(ports), ChannelTransport::new);
  }

  private static TlsFactory factory(Engine engine) {
    return new TlsFactory(engine::find, Duration.ofMillis(10));
  }

  /**
   * Starts one.
   *
   * @param config says whether there is TLS with clients, with backends, or both
   * @param moving makes what moves the bytes
   */
  TlsBench(
      ServerConfig config, BackendSource backends, Function<EventLoops, StreamTransport> moving)
      throws IOException {
    this(factory(Engine.BEST), config, backends, moving);
  }

  private TlsBench(
      TlsFactory factory,
      ServerConfig config,
      BackendSource backends,
      Function<EventLoops, StreamTransport> moving)
      throws IOException {
    StreamTransport transport = moving.apply(loops);
    InetSocketAddress bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    ConnectionTerms terms =
        ConnectionTerms.of(
            config,
            bind,
            transport,
            config.tls().isPresent() ? factory.withClients("web", config) : null,
            config.backendsTls().map(tls -> factory.withBackends("web", config, tls)).orElse(null));
    this.group = new ConnectionGroup("web", (_, _) -> terms, terms, backends, log);
    this.listener = transport.listen(bind, group);
  }

  /** Keeps what is told of connections that have ended. */
  private final class Ended implements ConnectionLog {
    @Override
    public boolean listens() {
      return true;
    }

    @Override
    public void ended(EndedConnection connection) {
      endings.add(connection);
    }
  }

  /** Waits for the next connection that has ended. */
  EndedConnection awaitEnding() {
    return await().until(endings::poll, Objects::nonNull);
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

  /** The same over a connection of one's own, with no name to send. */
  SSLSocket over(SSLContext context, Socket plain) throws IOException {
    return (SSLSocket) context.getSocketFactory().createSocket(plain, "", plain.getPort(), true);
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
