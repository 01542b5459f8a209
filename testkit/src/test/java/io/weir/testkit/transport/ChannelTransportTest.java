package io.weir.testkit.transport;

import io.weir.core.transport.EventLoops;
import io.weir.core.transport.StreamTransport;
import io.weir.core.transport.channel.ChannelTransport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The channel transport keeps the contract, on both kinds of event loop. */
class ChannelTransportTest {

  @Nested
  @EnabledOnOs(OS.LINUX)
  class OnEpoll extends StreamTransportSuites {
    private static final EventLoops LOOPS = EventLoops.epoll(2);
    private static final StreamTransport TRANSPORT = new ChannelTransport(LOOPS);

    @Override
    StreamTransport transport() {
      return TRANSPORT;
    }

    @AfterAll
    static void stop() {
      LOOPS.stop();
    }
  }

  @Nested
  class OnNio extends StreamTransportSuites {
    private static final EventLoops LOOPS = EventLoops.nio(2);
    private static final StreamTransport TRANSPORT = new ChannelTransport(LOOPS);

    @Override
    StreamTransport transport() {
      return TRANSPORT;
    }

    @AfterAll
    static void stop() {
      LOOPS.stop();
    }
  }
}
