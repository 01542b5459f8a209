package io.weir.testkit.transport;

import io.weir.core.transport.EventLoops;
import io.weir.core.transport.StreamAcceptor;
import io.weir.core.transport.StreamListener;
import io.weir.core.transport.StreamTransport;
import io.weir.core.transport.channel.ChannelTransport;
import io.weir.core.transport.linux.LinuxTransport;
import io.weir.testkit.contract.StreamHardshipContract;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The Linux transport keeps the contracts, with and without pipes to splice through. */
@EnabledOnOs(OS.LINUX)
class LinuxTransportTest {
  private static final EventLoops LOOPS = EventLoops.epoll(2);

  @AfterAll
  static void stop() {
    LOOPS.stop();
  }

  @Nested
  class Splicing extends StreamTransportSuites {
    private static final StreamTransport TRANSPORT = new LinuxTransport(LOOPS, 256);

    @Override
    StreamTransport transport() {
      return TRANSPORT;
    }
  }

  @Nested
  class WithFewPipes extends StreamHardshipContract {
    private static final StreamTransport TRANSPORT = new LinuxTransport(LOOPS, 4);

    @Override
    protected StreamTransport transport() {
      return TRANSPORT;
    }
  }

  /** What bare descriptors have accepted goes on as channels. */
  @Nested
  class AdoptedByChannels extends StreamTransportSuites {
    private static final StreamTransport TRANSPORT =
        new Adopting(new LinuxTransport(LOOPS, 0), new ChannelTransport(LOOPS));

    @Override
    StreamTransport transport() {
      return TRANSPORT;
    }
  }

  private record Adopting(StreamTransport accepting, StreamTransport serving)
      implements StreamTransport {

    @Override
    public String name() {
      return serving.name();
    }

    @Override
    public StreamListener listen(InetSocketAddress address, StreamAcceptor acceptor)
        throws IOException {
      return accepting.listen(address, client -> acceptor.accepted(serving.adopt(client)));
    }
  }

  @Nested
  class WithoutPipes extends StreamTransportSuites {
    private static final StreamTransport TRANSPORT = new LinuxTransport(LOOPS, 0);

    @Override
    StreamTransport transport() {
      return TRANSPORT;
    }
  }
}
