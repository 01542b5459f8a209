package io.weir.api.health;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;

/** What is below a {@link CheckSocket}: a channel, because that is closed by an interrupt. */
final class CheckTransport extends SocketImpl {
  private final SocketChannel channel = SocketChannel.open();
  private final TimeLeft timeLeft;
  private final long limit;

  CheckTransport(HealthTarget target, long limit) throws IOException {
    this.timeLeft = new TimeLeft(target.timeout());
    this.limit = limit;
  }

  private Socket socket() {
    return channel.socket();
  }

  @Override
  protected void connect(SocketAddress to, int timeout) throws IOException {
    try {
      socket().connect(to, timeLeft.millis());
    } catch (SocketTimeoutException _) {
      throw timeLeft.over();
    }
    socket().setTcpNoDelay(true);
    address = socket().getInetAddress();
    port = socket().getPort();
    localport = socket().getLocalPort();
  }

  @Override
  protected void connect(String host, int to) throws IOException {
    throw noOther();
  }

  @Override
  protected void connect(InetAddress to, int toPort) throws IOException {
    connect(new InetSocketAddress(to, toPort), 0);
  }

  @Override
  protected InputStream getInputStream() throws IOException {
    return new TimedInput(socket().getInputStream());
  }

  @Override
  protected OutputStream getOutputStream() throws IOException {
    return socket().getOutputStream();
  }

  @Override
  protected int available() throws IOException {
    return socket().getInputStream().available();
  }

  @Override
  protected void shutdownInput() throws IOException {
    channel.shutdownInput();
  }

  @Override
  protected void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  protected void close() throws IOException {
    channel.close();
  }

  @Override
  protected void create(boolean stream) {
    // The channel is there already.
  }

  @Override
  protected void bind(InetAddress host, int to) throws IOException {
    throw noOther();
  }

  @Override
  protected void listen(int backlog) throws IOException {
    throw noOther();
  }

  @Override
  protected void accept(SocketImpl accepted) throws IOException {
    throw noOther();
  }

  @Override
  protected void sendUrgentData(int data) throws IOException {
    throw noOther();
  }

  private static SocketException noOther() {
    return new SocketException("a connection to the target, and nothing else");
  }

  /** What libraries set is for connections that last; only how to close is of use here. */
  @Override
  public void setOption(int option, Object value) throws SocketException {
    if (option == SO_LINGER) {
      boolean lingers = value instanceof Integer;
      socket().setSoLinger(lingers, lingers ? (Integer) value : 0);
    }
  }

  @Override
  public Object getOption(int option) throws SocketException {
    return switch (option) {
      case SO_BINDADDR -> socket().getLocalAddress();
      case SO_RCVBUF -> socket().getReceiveBufferSize();
      case SO_SNDBUF -> socket().getSendBufferSize();
      case SO_TIMEOUT -> 0;
      case SO_LINGER -> socket().getSoLinger();
      case TCP_NODELAY -> true;
      default -> false;
    };
  }

  private final class TimedInput extends InputStream {
    private final InputStream in;
    private long count;
    private boolean ended;

    TimedInput(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (count > limit) {
        throw new IOException("more than " + limit + " bytes come as an answer");
      }
      try {
        socket().setSoTimeout(timeLeft.millis());
        int read = in.read(bytes, offset, length);
        count += Math.max(read, 0);
        return read;
      } catch (SocketTimeoutException _) {
        throw over();
      }
    }

    /** Libraries that take a timeout for a pause, and read on, are told again in other words. */
    private IOException over() {
      SocketTimeoutException timeout = timeLeft.over();
      if (ended) {
        return new IOException(timeout.getMessage());
      }
      ended = true;
      return timeout;
    }

    @Override
    public int available() throws IOException {
      return in.available();
    }
  }
}
