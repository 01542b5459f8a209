package io.weir.core.transport.linux;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import io.weir.core.transport.ConnectFailures;
import io.weir.core.transport.ConnectListener;
import io.weir.core.transport.PeekListener;
import io.weir.core.transport.StreamSocket;
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
final class LinuxSocket implements StreamSocket, EpollIoHandle, DescriptorLoop.Closing {
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
  private final Input input;
  private final Output output;
  private @Nullable Socket options;
  private @Nullable InetSocketAddress local;
  private @Nullable IoRegistration registration;
  private @Nullable Connect connecting;
  private @Nullable Runnable whenBroken;
  private @Nullable Flow received;
  private @Nullable Flow sent;
  private @Nullable Peek peek;
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
    this.input = new Input(descriptor);
    this.output = new Output(descriptor);
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

  /** Asks for events, and tells whether there will be any. */
  boolean register() {
    try {
      registration = loop.register(this, ALL_EVENTS);
      return true;
    } catch (IOException e) {
      logger.debug("no events for {}", remote, e);
      return false;
    }
  }

  void connect(ConnectListener listener) {
    Connect attempt = new Connect(this, options(), listener);
    connecting = attempt;
    attempt.begin(remote);
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
      Connect attempt = connecting;
      if (attempt == null || connected(attempt, events)) {
        note(events);
      }
    } catch (RuntimeException e) {
      logger.warn("connection with {} failed", remote, e);
      broke(false);
    }
  }

  /** Whether it is connected now. */
  private boolean connected(Connect attempt, int events) {
    if ((events & (OUT | ERROR | HUNG_UP)) == 0 || !attempt.isConnected()) {
      return false;
    }
    connecting = null;
    output.room();
    attempt.tell();
    return !closed;
  }

  private void note(int events) {
    if ((events & OUT) != 0) {
      output.room();
      send();
    }
    if ((events & (IN | INPUT_ENDED | ERROR)) != 0) {
      input.arrived((events & INPUT_ENDED) != 0);
      if (received != null) {
        received.pump();
      } else if (peek != null) {
        peek.more();
      }
    }
    // What came before a reset has been read by now, if the other side takes it.
    if ((events & ERROR) != 0 && !closed) {
      int error = error();
      if (error != 0) {
        broke(Errno.isReset(error));
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

  Input input() {
    return input;
  }

  Output output() {
    return output;
  }

  /**
   * Reads into the loop's chunk.
   *
   * @return how many bytes; 0 if there are none for now or the socket broke; -1 at the end
   */
  int receive() {
    try {
      return input.receive(loop.chunk());
    } catch (IOException e) {
      broke(ConnectFailures.isReset(e));
      return 0;
    }
  }

  @Override
  public void peek(PeekListener listener) {
    Peek begun = new Peek(this, listener);
    peek = begun;
    begun.more();
  }

  /**
   * Sends another socket what was peeked at on this one.
   *
   * @return how many bytes
   */
  int replayTo(LinuxSocket to) {
    Peek over = peek;
    peek = null;
    return over == null || closed ? 0 : over.replayTo(to.output);
  }

  /** Sends what is in the loop's chunk, at once or when there is room. */
  void sendChunk(int count) {
    try {
      output.send(loop.chunk(), count);
    } catch (IOException e) {
      broke(ConnectFailures.isReset(e));
    }
  }

  /** Sends what waits, and tells whether nothing is left of it; never if the socket has closed. */
  boolean flushed() {
    try {
      return output.flush();
    } catch (IOException e) {
      broke(ConnectFailures.isReset(e));
      return false;
    }
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
  public LinuxLoop loop() {
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
      output.keep(bytes);
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
  public int release() {
    if (closed || registration == null) {
      return -1;
    }
    closed = true;
    registration.cancel();
    return descriptor.intValue();
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
    output.drop();
    if (peek != null) {
      peek.drop();
      peek = null;
    }
    if (received != null) {
      received.releasePipe();
    }
    if (sent != null) {
      sent.releasePipe();
    }
    loop.closeLater(this);
  }

  @Override
  public void closeDescriptor() {
    DescriptorLoop.close(descriptor, registration);
  }
}
