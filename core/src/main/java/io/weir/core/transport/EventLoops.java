package io.weir.core.transport;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.weir.core.lifecycle.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The event loops of the process, which all transports share, and the kind of channel that fits
 * them: epoll on Linux, NIO elsewhere.
 */
public final class EventLoops implements Service {
  private final MultiThreadIoEventLoopGroup group;
  private final Flavour flavour;

  private record Flavour(
      String name,
      boolean epoll,
      IoHandlerFactory handlers,
      Supplier<? extends SocketChannel> socket,
      Supplier<? extends ServerChannel> listener,
      Supplier<? extends DatagramChannel> datagrams) {}

  private EventLoops(int threads, Flavour flavour) {
    this.flavour = flavour;
    // Daemon threads: a caller that forgets to stop the engine can still end its process.
    this.group =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory("weir-loop", true), flavour.handlers());
  }

  /** So many loops, on epoll where there is epoll. */
  public static EventLoops of(int threads) {
    return Epoll.isAvailable() ? epoll(threads) : nio(threads);
  }

  /** Loops on epoll, which only Linux has. */
  public static EventLoops epoll(int threads) {
    return new EventLoops(
        threads,
        new Flavour(
            "epoll",
            true,
            LastingEpollHandler.newFactory(),
            EpollSocketChannel::new,
            EpollServerSocketChannel::new,
            EpollDatagramChannel::new));
  }

  /** Loops on the JDK's selectors. */
  public static EventLoops nio(int threads) {
    return new EventLoops(
        threads,
        new Flavour(
            "nio",
            false,
            NioIoHandler.newFactory(),
            NioSocketChannel::new,
            NioServerSocketChannel::new,
            NioDatagramChannel::new));
  }

  /** Whether they are on epoll. */
  public boolean isEpoll() {
    return flavour.epoll();
  }

  /** The loops, in no particular order. */
  public List<IoEventLoop> all() {
    List<IoEventLoop> loops = new ArrayList<>();
    group.forEach(executor -> loops.add((IoEventLoop) executor));
    return loops;
  }

  /** All loops as the group that channels are registered with. */
  public MultiThreadIoEventLoopGroup group() {
    return group;
  }

  /** A channel that fits the loops and is not yet connected. */
  public SocketChannel newSocket() {
    return flavour.socket().get();
  }

  /** A listening channel that fits the loops and is not yet bound. */
  public ServerChannel newListener() {
    return flavour.listener().get();
  }

  /** A channel for datagrams that fits the loops and is neither bound nor connected. */
  public DatagramChannel newDatagrams() {
    return flavour.datagrams().get();
  }

  @Override
  public String name() {
    return "event loops (" + flavour.name() + ")";
  }

  /** The loops start with their first task. */
  @Override
  public void start() {}

  @Override
  public void stop() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
