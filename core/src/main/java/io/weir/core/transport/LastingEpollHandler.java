package io.weir.core.transport;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.Native;

/**
 * Netty's epoll, in which a socket that waits for nothing at the moment stays registered.
 *
 * <p>Netty 4.2.18 takes such a socket out of the epoll set but remembers it as being in. That is
 * what a half-closed socket comes to: its FIN has been read and it is writable. The first write
 * that has to wait then asks epoll to change what is not there, fails, and what was queued is lost.
 * So "nothing" is asked for as edge-triggered without any event: the descriptor stays, and the
 * hang-up or error that epoll reports all the same comes once and not for ever.
 */
final class LastingEpollHandler implements IoHandler {
  private static final EpollIoOps NOTHING_YET = EpollIoOps.valueOf(Native.EPOLLET);

  private final IoHandler epoll;

  private LastingEpollHandler(IoHandler epoll) {
    this.epoll = epoll;
  }

  static IoHandlerFactory newFactory() {
    IoHandlerFactory epoll = EpollIoHandler.newFactory();
    return executor -> new LastingEpollHandler(epoll.newHandler(executor));
  }

  @Override
  public IoRegistration register(IoHandle handle) throws Exception {
    return new Lasting(epoll.register(handle));
  }

  @Override
  public void initialize() {
    epoll.initialize();
  }

  @Override
  public int run(IoHandlerContext context) {
    return epoll.run(context);
  }

  @Override
  public void prepareToDestroy() {
    epoll.prepareToDestroy();
  }

  @Override
  public void destroy() {
    epoll.destroy();
  }

  @Override
  public void wakeup() {
    epoll.wakeup();
  }

  @Override
  public boolean isCompatible(Class<? extends IoHandle> handleType) {
    return epoll.isCompatible(handleType);
  }

  private record Lasting(IoRegistration registration) implements IoRegistration {

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's signature.
    public <T> T attachment() {
      return registration.attachment();
    }

    @Override
    public long submit(IoOps ops) {
      return registration.submit(EpollIoOps.NONE.equals(ops) ? NOTHING_YET : ops);
    }

    @Override
    public boolean isValid() {
      return registration.isValid();
    }

    @Override
    public boolean cancel() {
      return registration.cancel();
    }
  }
}
