package io.weir.testkit.transport;

import io.weir.core.transport.DatagramTransport;
import io.weir.core.transport.EventLoops;
import io.weir.core.transport.channel.DatagramChannels;
import io.weir.testkit.contract.DatagramTransportContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Datagrams on Netty channels keep the contract, on both kinds of event loop. */
class DatagramChannelsTest {

  @Nested
  @EnabledOnOs(OS.LINUX)
  class OnEpoll extends DatagramTransportContract {
    private static final EventLoops LOOPS = EventLoops.epoll(2);
    private static final DatagramTransport TRANSPORT = new DatagramChannels(LOOPS);

    @Override
    protected DatagramTransport transport() {
      return TRANSPORT;
    }

    @Override
    protected boolean goesBeyondChannels() {
      return false;
    }

    @AfterAll
    static void stop() {
      LOOPS.stop();
    }
  }

  @Nested
  class OnNio extends DatagramTransportContract {
    private static final EventLoops LOOPS = EventLoops.nio(2);
    private static final DatagramTransport TRANSPORT = new DatagramChannels(LOOPS);

    @Override
    protected DatagramTransport transport() {
      return TRANSPORT;
    }

    @Override
    protected boolean goesBeyondChannels() {
      return false;
    }

    @AfterAll
    static void stop() {
      LOOPS.stop();
    }
  }
}
