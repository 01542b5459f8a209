package io.weir.core.transport.linux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import io.netty.util.concurrent.Future;
import io.weir.core.transport.ConnectFailure;
import io.weir.core.transport.ConnectFailures;
import io.weir.core.transport.ConnectListener;
import io.weir.core.transport.PeekListener;
import io.weir.core.transport.StreamSocket;
import io.weir.core.transport.TransportLoop;
import io.weir.core.transport.linux.syscall.Errno;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket as a bare descriptor. It is registered once, edge-triggered, for all events; these only
 * say what may have become possible, and what they said is remembered until a call shows that it is
 * not so any more.
 */
final class LinuxSocket implements StreamSocket, EpollIoHandle {
  private static final Logger logger = LoggerFactory.getLogger(LinuxSocket.class);

  private static final EpollIoOps ALL_EVENTS =
      EpollIoOps.EPOLLIN
          .with(EpollIoOps.EPOLLOUT)
          .with(EpollIoOps.EPOLLRDHUP)
          .with(EpollIoOps.EPOLLET);
  private static final int IN = EpollIoOps.EPOLLIN.value();
  private static final int OUT = EpollIoOps.EPOLLOUT.value();
  private static final int ERROR = EpollIoOps.EPOLLERR.value();

  /** EPOLLHUP, which Netty has no name for: both directions have ended. */
  private static final int HUNG_UP = 0x10;

  private static final int INPUT_ENDED = EpollIoOps.EPOLLRDHUP.value() | HUNG_UP;

  private final LinuxLoop loop;
  private final FileDescriptor descriptor;
  private final InetSocketAddress remote;
  private @Nullable Socket options;
  private @Nullable InetSocketAddress local;
  private @Nullable IoRegistration registration;
  private @Nullable ConnectListener connecting;
  private @Nullable Runnable whenBroken;
  private @Nullable Flow received;
  private @Nullable Flow sent;
  private @Nullable ByteBuf unsent;
  private @Nullable PeekListener peeking;
  private @Nullable ByteBuf peeked;
  private @Nullable LinuxSocket closedBefore;
  private boolean readable;
  private boolean writable;
  private boolean inputEnding;
  private boolean outputEnding;
  private boolean outputShut;
  private boolean closed;

  private LinuxSocket(
      LinuxLoop loop,
      FileDescriptor descriptor,
      InetSocketAddress remote,
      @Nullable InetSocketAddress local,
      @Nullable Socket options) {
    this.loop = loop;
    this.descriptor = descriptor;
    this.remote = remote;
    this.local = local;
    this.options = options;
  }

  /**
   * A client's socket.
   *
   * @param local its address at this end, where that is known
   */
  static LinuxSocket accepted(
      LinuxLoop loop, int descriptor, InetSocketAddress remote, @Nullable InetSocketAddress local) {
    return new LinuxSocket(loop, new FileDescriptor(descriptor), remote, local, null);
  }

  /** A socket that is to connect. */
  static LinuxSocket connecting(LinuxLoop loop, Socket descriptor, InetSocketAddress remote) {
    return new LinuxSocket(loop, descriptor, remote, null, descriptor);
  }

  /** Options of an accepted socket are rarely asked for, and this costs a system call. */
  private Socket options() {
    Socket known = options;
    if (known == null) {
      known = new Socket(descriptor.intValue());
      options = known;
    }
    return known;
  }

  /** Asks for events. If that fails it is closed, and false returned. */
  boolean register() {
    try {
      Future<IoRegistration> future = loop.eventLoop().register(this);
      if (future.isSuccess()) {
        IoRegistration registered = future.getNow();
        registration = registered;
        registered.submit(ALL_EVENTS);
        return true;
      }
      logger.debug("cannot register a socket", future.cause());
    } catch (RuntimeException e) {
      logger.debug("cannot register a socket", e);
    }
    close();
    return false;
  }

  void connect(ConnectListener listener) {
    connecting = listener;
    try {
      options().setTcpNoDelay(true);
      options().setKeepAlive(true);
      options().connect(remote);
    } catch (IOException e) {
      failLater(ConnectFailures.of(e));
      return;
    }
    // Even when it is connected already: the event that says so comes in the next turn.
    if (!register()) {
      loop.execute(() -> listener.connectFailed(ConnectFailure.NO_RESOURCES));
    }
  }

  private void failLater(ConnectFailure cause) {
    loop.execute(() -> connectFailed(cause));
  }

  private void connectFailed(ConnectFailure cause) {
    ConnectListener listener = connecting;
    if (!closed && listener != null) {
      close();
      listener.connectFailed(cause);
    }
  }

  void relay(Flow whatIsReceived, Flow whatIsSent) {
    received = whatIsReceived;
    sent = whatIsSent;
  }

  @Override
  public FileDescriptor fd() {
    return descriptor;
  }

  @Override
  public void handle(IoRegistration registered, IoEvent event) {
    if (closed) {
      return;
    }
    int events = ((EpollIoEvent) event).ops().value();
    try {
      ConnectListener listener = connecting;
      if (listener == null || connected(listener, events)) {
        note(events);
      }
    } catch (RuntimeException e) {
      logger.warn("connection with {} failed", remote, e);
      broke(false);
    }
  }

  /** Whether it is connected now. */
  private boolean connected(ConnectListener listener, int events) {
    if ((events & (OUT | ERROR | HUNG_UP)) == 0) {
      return false;
    }
    try {
      if (!options().finishConnect()) {
        return false;
      }
    } catch (IOException e) {
      connectFailed(ConnectFailures.of(e));
      return false;
    }
    connecting = null;
    writable = true;
    listener.connected();
    return !closed;
  }

  private void note(int events) {
    if ((events & INPUT_ENDED) != 0) {
      inputEnding = true;
    }
    if ((events & OUT) != 0) {
      writable = true;
      send();
    }
    if ((events & (IN | INPUT_ENDED | ERROR)) != 0) {
      readable = true;
      if (received != null) {
        received.pump();
      } else {
        peekMore();
      }
    }
    // What came before a reset has been read by now, if the other side takes it.
    if ((events & ERROR) != 0 && !closed) {
      int error = error();
      if (error != 0) {
        broke(isReset(error));
      }
    }
  }

  private int error() {
    try {
      return options().getSoError();
    } catch (IOException e) {
      return Errno.ECONNRESET;
    }
  }

  static boolean isReset(int errno) {
    return errno == Errno.ECONNRESET || errno == Errno.EPIPE;
  }

  private void send() {
    if (sent != null) {
      sent.pump();
    } else if (flushed()) {
      endOutputIfAsked();
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether a read may find something. */
  boolean isReadable() {
    return readable;
  }

  /** Whether a write may be taken. */
  boolean isWritable() {
    return writable;
  }

  /** A read has shown that there is nothing more for now. */
  void nothingToRead() {
    readable = false;
  }

  /** A write has shown that there is no room for now. */
  void noRoom() {
    writable = false;
  }

  /**
   * Reads into the loop's chunk.
   *
   * @return how many bytes; 0 if there are none for now or the socket broke; -1 at the end
   */
  int receive() {
    int count;
    try {
      count = descriptor.readAddress(loop.chunk().memoryAddress(), 0, LinuxLoop.CHUNK);
    } catch (IOException e) {
      broke(ConnectFailures.isReset(e));
      return 0;
    }
    // Less than asked for means that it was all, and there will be an event for what comes next;
    // but not for an end that was there before.
    if (count < LinuxLoop.CHUNK && !inputEnding) {
      readable = false;
    }
    if (count == 0) {
      readable = false;
    }
    return count;
  }

  @Override
  public void peek(PeekListener listener) {
    peeking = listener;
    peekMore();
  }

  /** Reads, keeps and shows what there is, for as long as somebody wants to see it. */
  private void peekMore() {
    while (peeking != null && readable && !closed) {
      PeekListener listener = peeking;
      int count = receive();
      if (count < 0) {
        peeking = null;
        listener.ended();
      } else if (count > 0) {
        peeked(count);
        if (!listener.arrived(loop.chunk().nioBuffer(0, count))) {
          peeking = null;
        }
      }
    }
  }

  private void peeked(int count) {
    ByteBuf kept = peeked;
    if (kept == null) {
      kept = PooledByteBufAllocator.DEFAULT.directBuffer(count);
      peeked = kept;
    }
    kept.writeBytes(loop.chunk(), 0, count);
  }

  /**
   * Sends another socket what was peeked at on this one.
   *
   * @return how many bytes
   */
  int replayTo(LinuxSocket to) {
    ByteBuf kept = peeked;
    if (kept == null || closed) {
      return 0;
    }
    peeked = null;
    int count = kept.readableBytes();
    to.keep(count).writeBytes(kept);
    kept.release();
    return count;
  }

  /** Sends what is in the loop's chunk, and keeps what the kernel does not take. */
  void sendChunk(int count) {
    ByteBuf chunk = loop.chunk();
    int taken = unsent == null && writable ? transmit(chunk.memoryAddress(), 0, count) : 0;
    if (!closed && taken < count) {
      keep(count - taken).writeBytes(chunk, taken, count - taken);
    }
  }

  private ByteBuf keep(int count) {
    ByteBuf kept = unsent;
    if (kept == null) {
      kept = PooledByteBufAllocator.DEFAULT.directBuffer(count);
      unsent = kept;
    }
    return kept;
  }

  private int transmit(long address, int from, int to) {
    int taken;
    try {
      taken = descriptor.writeAddress(address, from, to);
    } catch (IOException e) {
      broke(ConnectFailures.isReset(e));
      return 0;
    }
    if (taken < to - from) {
      writable = false;
    }
    return taken;
  }

  /** Sends what was kept, and tells whether nothing is left of it. */
  boolean flushed() {
    ByteBuf kept = unsent;
    if (kept == null) {
      return true;
    }
    if (!writable) {
      return false;
    }
    int taken = transmit(kept.memoryAddress(), kept.readerIndex(), kept.writerIndex());
    if (closed) {
      return false;
    }
    kept.skipBytes(taken);
    if (kept.isReadable()) {
      return false;
    }
    kept.release();
    unsent = null;
    return true;
  }

  void broke(boolean reset) {
    if (closed) {
      return;
    }
    close();
    if (received != null) {
      received.listener().broken(received.side(), reset);
    } else if (whenBroken != null) {
      whenBroken.run();
    }
  }

  @Override
  public TransportLoop loop() {
    return loop;
  }

  @Override
  public InetSocketAddress remote() {
    return remote;
  }

  @Override
  public InetSocketAddress local() {
    InetSocketAddress known = local;
    if (known == null) {
      known = options().localAddress();
      local = known;
    }
    return known;
  }

  @Override
  public void whenBroken(Runnable action) {
    whenBroken = action;
  }

  @Override
  public void write(byte[] bytes) {
    if (!closed) {
      keep(bytes.length).writeBytes(bytes);
      flushed();
    }
  }

  @Override
  public void shutdownOutput() {
    if (!closed && !outputEnding) {
      outputEnding = true;
      if (flushed()) {
        endOutputIfAsked();
      }
    }
  }

  /** Sends the FIN that was asked for, now that there is nothing left to send before it. */
  void endOutputIfAsked() {
    if (!outputEnding || outputShut || closed || (sent != null && sent.isHolding())) {
      return;
    }
    outputShut = true;
    // Closing sends the FIN as well, and one that has ended in both directions is closed by whoever
    // is told so: that spares a system call for most connections.
    boolean last = received != null && received.isEnded();
    if (!last && !shut()) {
      broke(true);
      return;
    }
    if (received != null) {
      received.listener().outputShut(received.side());
    }
    if (last && !closed) {
      shut();
    }
  }

  private boolean shut() {
    try {
      options().shutdown(false, true);
      return true;
    } catch (IOException e) {
      logger.debug("cannot end the output", e);
      return false;
    }
  }

  @Override
  public void reset() {
    if (closed) {
      return;
    }
    try {
      options().setSoLinger(0);
    } catch (IOException e) {
      // The other end was faster; there is nothing left to reset.
      logger.debug("cannot reset", e);
    }
    close();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (unsent != null) {
      unsent.release();
      unsent = null;
    }
    if (peeked != null) {
      peeked.release();
      peeked = null;
    }
    if (received != null) {
      received.releasePipe();
    }
    if (sent != null) {
      sent.releasePipe();
    }
    loop.closeLater(this);
  }

  void closedBefore(@Nullable LinuxSocket other) {
    closedBefore = other;
  }

  /**
   * Gives the descriptor back.
   *
   * @return the socket that was closed before this one in the same turn
   */
  @Nullable LinuxSocket closeDescriptor() {
    try {
      descriptor.close();
    } catch (IOException e) {
      logger.debug("cannot close a socket", e);
    }
    // After closing, so that the kernel has forgotten it and need not be asked to.
    if (registration != null) {
      registration.cancel();
    }
    LinuxSocket other = closedBefore;
    closedBefore = null;
    return other;
  }
}
